/** An order, or a refund: its total is negative. */
export interface Sale {
  readonly id: string;
  readonly total: number;
}

/** The programs of billing, shipping and analytics call this with the body of each message that they receive. */
export function readSale(body: string): Sale {
  return JSON.parse(body);
}
