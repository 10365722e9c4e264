/** What an order comes to. */
function amount(order) {
    return order.total.amount;
}
export async function sumOrders(taskKey, ...args) {
    const orders = [{ id: 1, total: { amount: 2 } }, { id: 2 }];
    await null;
    return orders.map(amount).reduce((a, b) => a + b, 0);
}
export function spinOrders(taskKey) {
    const state = { done: false };
    console.log(taskKey);
    while (!state.done) {
        // as long as it likes
    }
}
//# sourceMappingURL=orders.js.map