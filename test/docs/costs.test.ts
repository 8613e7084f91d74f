import { pages, read, tableUnder } from './page';

const PAGE = 'docs/costs.md';
const DOLLARS = /\$\d+(?:\.\d+)?/g;

const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const amount = (text: string) => Number(text.replace('$', ''));

/** `3 × $0.40 + 3 × $0.10`: a sum of products. */
function compute(arithmetic: string): number {
  return arithmetic
    .split(' + ')
    .map((product) => product.split(' × ').map(amount))
    .map((factors) => factors.reduce((product, factor) => product * factor))
    .reduce((sum, product) => sum + product);
}

const prices = tableUnder(PAGE, 'Prices').map((row) => cells(row)[1]?.match(DOLLARS)?.[0]);
const figures = tableUnder(PAGE, 'Figures').map(cells);

test.each(figures)('%s %s: %s is %s', (_page, _figure, arithmetic = '', result = '') => {
  expect(`$${compute(arithmetic).toFixed(result.split('.')[1]?.length)}`).toBe(result);
});

test('the arithmetic knows the listed prices only', () => {
  const used = figures.flatMap(([, , arithmetic = '']) => arithmetic.match(DOLLARS) ?? []);
  expect(used.filter((price) => !prices.includes(price))).toEqual([]);
});

const priced = pages.filter((page) => read(page).includes('](../costs.md)'));

test('the pages of the constructs lead there', () => {
  expect(priced.length).toBeGreaterThan(7);
});

test.each(priced)('%s: each amount is a price or a result of the arithmetic', (page) => {
  const known = [...prices, ...figures.map(([, , , result]) => result)].map((text = '') => amount(text));
  const amounts = (read(page).match(DOLLARS) ?? []).map(amount);
  expect(amounts.filter((found) => !known.includes(found))).toEqual([]);
});
