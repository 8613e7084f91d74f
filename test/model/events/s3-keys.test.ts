import fc from 'fast-check';
import { decodeS3Key, encodeS3Key } from '../../../model/events/s3-key';

test.each([
  ['reports/2026/summary.csv', 'reports/2026/summary.csv'],
  ['my file.txt', 'my+file.txt'],
  ['a+b', 'a%2Bb'],
  ['100%', '100%25'],
  ['a@b', 'a%40b'],
  ['a&b#c?d=e', 'a%26b%23c%3Fd%3De'],
  ["it's (1)!~*", 'it%27s+%281%29%21%7E*'],
  ['übersicht', '%C3%BCbersicht'],
  ['报告.pdf', '%E6%8A%A5%E5%91%8A.pdf'],
  ['🪣', '%F0%9F%AA%A3'],
  ['-_.*', '-_.*'],
])('the key %s stands in an event as %s', (key, encoded) => {
  expect(encodeS3Key(key)).toBe(encoded);
  expect(decodeS3Key(encoded)).toBe(key);
});

test('every key that has a UTF-8 form comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (key) => {
      const encoded = encodeS3Key(key);
      expect(encoded).toMatch(/^[A-Za-z0-9\-_.*/+%]*$/);
      expect(decodeS3Key(encoded)).toBe(key);
    }),
  );
});

test('half of a surrogate pair becomes the replacement character instead of an error', () => {
  expect(encodeS3Key('a\uD83D')).toBe('a%EF%BF%BD');
});

test.each(['%', '%zz', '%E6%8A', '%FF'])('%s is no encoded key', (encoded) => {
  expect(decodeS3Key(encoded)).toBeUndefined();
});
