/** What an S3 event leaves as it is; everything else is percent-encoded UTF-8, a space is `+`. */
const LITERAL = /^[A-Za-z0-9\-_.*/]*$/;
const ENCODED_BY_S3_ONLY = /[!'()~]/g;
const LITERAL_FOR_S3 = /%2F/g;
/** With the `u` flag only halves that stand alone match: they have no UTF-8, and encoding them would throw. */
const LONE_SURROGATES = /[\uD800-\uDFFF]/gu;

/**
 * An object's key as S3 writes it into `s3.object.key` of an event ("Event message structure").
 * It is the encoding of HTML forms, with `/` left as it is.
 */
export function encodeS3Key(key: string): string {
  if (LITERAL.test(key)) {
    return key;
  }
  return encodeURIComponent(key.replace(LONE_SURROGATES, '\uFFFD'))
    .replace(ENCODED_BY_S3_ONLY, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(LITERAL_FOR_S3, '/')
    .replaceAll('%20', '+');
}

/**
 * The object's key from an event's `s3.object.key`: `+` is a space, `%2B` a plus.
 * Undefined when the text is no valid encoding.
 */
export function decodeS3Key(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
