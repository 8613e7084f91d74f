import { ipRange } from './ip-address';
import { arnPattern, type Pattern, textPattern } from './match';

/** A condition operator without its set prefix and `IfExists`. "IAM JSON policy elements: Condition operators". */
export interface Operator {
  /** Prepares one value of the policy. */
  readonly compile: (wanted: string, variables: boolean) => Pattern;
  /** The condition holds when none of the policy's values matches, and also when the key is missing. */
  readonly negated: boolean;
}

type Compile = Operator['compile'];

const stringEquals: Compile = (wanted, variables) => textPattern(wanted, { wildcards: false, variables });
const stringEqualsIgnoreCase: Compile = (wanted, variables) =>
  textPattern(wanted, { wildcards: false, variables, ignoreCase: true });
const stringLike: Compile = (wanted, variables) => textPattern(wanted, { wildcards: true, variables });
/** ArnEquals and ArnLike behave the same. */
const arnLike: Compile = (wanted, variables) => arnPattern(wanted, { wildcards: true, variables });

/** Base64 on both sides, byte for byte. */
const binaryEquals: Compile = (wanted) => constant(wanted, (got) => got === wanted);

const ipAddress: Compile = (wanted) => constant(wanted, ipRange(wanted));

function numeric(holds: (got: number, wanted: number) => boolean): Compile {
  return compared(parseNumber, holds);
}

function date(holds: (got: number, wanted: number) => boolean): Compile {
  return compared(parseDate, holds);
}

/** A value that cannot be read, in the policy or in the request, matches nothing. */
function compared(
  parse: (text: string) => number | undefined,
  holds: (got: number, wanted: number) => boolean,
): Compile {
  return (wantedText) => {
    const wanted = parse(wantedText);
    return constant(wantedText, (gotText) => {
      const got = parse(gotText);
      return got !== undefined && wanted !== undefined && holds(got, wanted);
    });
  };
}

/** Numeric, date, binary and address operators take no policy variables. */
function constant(source: string, matches: (value: string) => boolean): Pattern {
  return { matches, show: () => source };
}

function parseNumber(text: string): number | undefined {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}

/** ISO 8601 in UTC unless it says otherwise, or seconds since 1970. Milliseconds since 1970. */
function parseDate(text: string): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    // Four digits are a year, as in ISO 8601.
    return text.length === 4 ? Date.parse(`${text}-01-01T00:00:00Z`) : Number(text) * 1_000;
  }
  const isLocal = /T[\d:.]+$/.test(text);
  const time = Date.parse(isLocal ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}

const equal = (got: number, wanted: number) => got === wanted;
const less = (got: number, wanted: number) => got < wanted;
const lessOrEqual = (got: number, wanted: number) => got <= wanted;
const greater = (got: number, wanted: number) => got > wanted;
const greaterOrEqual = (got: number, wanted: number) => got >= wanted;

const is = (compile: Compile): Operator => ({ compile, negated: false });
const isNot = (compile: Compile): Operator => ({ compile, negated: true });

/** All but `Null`, which asks for the key and not for its value. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', is(stringEquals)],
  ['StringNotEquals', isNot(stringEquals)],
  ['StringEqualsIgnoreCase', is(stringEqualsIgnoreCase)],
  ['StringNotEqualsIgnoreCase', isNot(stringEqualsIgnoreCase)],
  ['StringLike', is(stringLike)],
  ['StringNotLike', isNot(stringLike)],
  ['ArnEquals', is(arnLike)],
  ['ArnNotEquals', isNot(arnLike)],
  ['ArnLike', is(arnLike)],
  ['ArnNotLike', isNot(arnLike)],
  ['NumericEquals', is(numeric(equal))],
  ['NumericNotEquals', isNot(numeric(equal))],
  ['NumericLessThan', is(numeric(less))],
  ['NumericLessThanEquals', is(numeric(lessOrEqual))],
  ['NumericGreaterThan', is(numeric(greater))],
  ['NumericGreaterThanEquals', is(numeric(greaterOrEqual))],
  ['DateEquals', is(date(equal))],
  ['DateNotEquals', isNot(date(equal))],
  ['DateLessThan', is(date(less))],
  ['DateLessThanEquals', is(date(lessOrEqual))],
  ['DateGreaterThan', is(date(greater))],
  ['DateGreaterThanEquals', is(date(greaterOrEqual))],
  // Bool compares the words true and false, whatever their case.
  ['Bool', is(stringEqualsIgnoreCase)],
  ['BinaryEquals', is(binaryEquals)],
  ['IpAddress', is(ipAddress)],
  ['NotIpAddress', isNot(ipAddress)],
]);
