export type Answer =
  | { readonly kind: 'paid' }
  | { readonly kind: 'paid before' }
  | { readonly kind: 'try later'; readonly seconds: number }
  | { readonly kind: 'refused'; readonly reason: string };

const paid = new Set<string>();

/** Stands for a service that keeps an order id from being paid twice. */
export async function pay(orderId: string, total: number, signal: AbortSignal): Promise<Answer> {
  signal.throwIfAborted();
  if (paid.has(orderId)) return { kind: 'paid before' };
  if (total > 10_000) return { kind: 'refused', reason: `${total} is above the limit` };
  if (total > 1_000) return { kind: 'try later', seconds: 60 };
  paid.add(orderId);
  return { kind: 'paid' };
}
