interface Order {
  id: number;
  total?: { amount: number };
}

/** What an order comes to. */
function amount(order: Order): number {
  return order.total!.amount;
}

export async function sumOrders(taskKey: string, ...args: unknown[]): Promise<number> {
  const orders: Order[] = [{ id: 1, total: { amount: 2 } }, { id: 2 }];
  await null;
  return orders.map(amount).reduce((a, b) => a + b, 0);
}

export function spinOrders(taskKey: string): void {
  type Never = { done: false };
  const state: Never = { done: false };
  console.log(taskKey);
  while (!state.done) {
    // as long as it likes
  }
}
