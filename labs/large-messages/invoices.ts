export interface Invoice {
  readonly number: string;
  readonly customer: string;
  readonly text: string;
}

const MEBIBYTE = 1_048_576;

const CONTENT: Readonly<Record<number, string>> = {
  17: 'x'.repeat(1.5 * MEBIBYTE),
  // One character, two bytes.
  18: 'é'.repeat(640_000),
  // Alone it fits, with its attributes it does not.
  19: 'x'.repeat(MEBIBYTE - 30),
};

/** 1 to 10 and 20 are small. Of 11 to 16 each fits into a message, and together they do not fit into a batch. */
export const invoices: readonly Invoice[] = Array.from({ length: 20 }, (_, index) => {
  const number = index + 1;
  const content = CONTENT[number] ?? 'x'.repeat(number > 10 && number < 17 ? 200 * 1_024 : 2_000);
  return { number: String(number), customer: `customer ${number}`, text: `No. ${number}\n${content}` };
});

/** Too large for a message, with its attributes. */
export const isLarge = ({ number }: Invoice): boolean => CONTENT[Number(number)] !== undefined;
