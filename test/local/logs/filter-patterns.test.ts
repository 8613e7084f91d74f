import { parseFilterPattern } from '../../../local/services/logs/filter/filter-pattern';

const json = (event: object) => JSON.stringify(event);
const event = json({
  level: 'ERROR',
  code: 404,
  ok: false,
  gone: null,
  user: { name: 'Ann Lee', tags: ['a', 'b'] },
  'odd key': 1,
});

test.each([
  ['', 'anything', true],
  ['ERROR', '[ERROR 404] not found', true],
  ['ERROR', '[error 404] not found', false],
  ['ERROR found', '[ERROR 404] not found', true],
  ['ERROR lost', '[ERROR 404] not found', false],
  ['"not found"', '[ERROR 404] not found', true],
  ['"found not"', '[ERROR 404] not found', false],
  ['"say \\"hi\\""', 'they say "hi" there', true],
  ['ERROR -found', '[ERROR 404] not found', false],
  ['ERROR -"lost it"', '[ERROR 404] not found', true],
  ['-ERROR', 'all is well', true],
  ['?ERROR ?WARN', 'a WARN only', true],
  ['?ERROR ?"very bad"', 'it is very bad', true],
  ['?ERROR ?WARN', 'INFO', false],
  ['größe_1', 'die größe_1 passt', true],
])('terms: %s on %s is %s', (pattern, message, expected) => {
  expect(parseFilterPattern(pattern)(message)).toBe(expected);
});

test.each([
  ['{ $.level = "ERROR" }', true],
  ['{$.level="ERROR"}', true],
  ['{ $.level = ERROR }', true],
  ['{ $.level = "error" }', false],
  ['{ $.level = "ERR*" }', true],
  ['{ $.level = "*RO*" }', true],
  ['{ $.level = "E.ROR" }', false],
  ['{ $.level != "INFO" }', true],
  ['{ $.level != "ERROR" }', false],
  ['{ $.none != "ERROR" }', false],
  ['{ $.code = 404 }', true],
  ['{ $.code = 404.0 }', true],
  ['{ $.code >= 400 && $.code < 500 }', true],
  ['{ $.code > 404 }', false],
  ['{ $.code <= 404 }', true],
  ['{ $.code != 404 }', false],
  ['{ $.level > 400 }', false],
  ['{ $.code = 500 || $.level = "ERROR" }', true],
  ['{ $.code = 404 || $.level = "X" && $.level = "Y" }', true],
  ['{ ($.code = 404 || $.level = "X") && $.level = "Y" }', false],
  ['{ $.user.name = "Ann Lee" }', true],
  ['{ $.user.tags[1] = "b" }', true],
  ['{ $.user.tags[2] = "b" }', false],
  ['{ $["odd key"] = 1 }', true],
  ['{ $.user = "Ann" }', false],
  ['{ $.ok IS FALSE }', true],
  ['{ $.ok IS TRUE }', false],
  ['{ $.gone IS NULL }', true],
  ['{ $.none IS NULL }', false],
  ['{ $.none NOT EXISTS }', true],
  ['{ $.level NOT EXISTS }', false],
  ['{ $.user.constructor NOT EXISTS }', true],
])('JSON: %s is %s', (pattern, expected) => {
  expect(parseFilterPattern(pattern)(event)).toBe(expected);
});

test('a JSON pattern matches no message that is not a JSON object', () => {
  const matches = parseFilterPattern('{ $.level NOT EXISTS }');
  expect([matches('plain text'), matches('{ broken'), matches('"text"'), matches(' {}')]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test.each([
  ['[ip, user]', /space-delimited patterns/],
  ['%ERR.*%', /regular expressions/],
  ['not-found', /Invalid character\(s\) in term 'not-found'/],
  ['""', /Invalid character\(s\) in term '""'/],
  ['"open', /Invalid character\(s\) in term '"open'/],
  ['- ERROR', /Invalid character\(s\) in term '-'/],
  ['?ERROR WARN', /optional terms \(\?ERROR\) together with other terms/],
  ['{ $.a = 1', /starts with '\{' it must end with '\}'/],
  ['{ $.a }', /it ends too early/],
  ['{ $.a = }', /it ends too early/],
  ['{ a = 1 }', /'a' is not expected there/],
  ['{ $.a = 1 $.b = 2 }', /'\$\.b' is not expected there/],
  ['{ $.a = 1 && }', /it ends too early/],
  ['{ ($.a = 1 }', /it ends too early/],
  ['{ $.a > "x" }', /'>' must be followed by a number, got 'x'/],
  ['{ $.a IS MAYBE }', /not expected there/],
  ['{ $.a = %x% }', /is not understood/],
  ['{ $.a[*] = 1 }', /is not understood|not expected there/],
])('%s is refused', (pattern, message) => {
  expect(() => parseFilterPattern(pattern)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException', message: expect.stringMatching(message) }),
  );
});
