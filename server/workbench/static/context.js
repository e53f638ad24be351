// Beside the chat: the product that the customer looks at and the order, as every platform's workbench shows them.

import { fill, h } from "./shared/dom.js";

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Record<string, import("./desk.js").Product>} products
 * @param {import("./shared/words.js").Speak} speak
 */
export function makeContext(desk, products, speak) {
  const element = h("aside", { class: "context", ariaLabel: speak("looking") });
  /** @type {import("./desk.js").Chat | null | undefined} */
  let shown;

  function show() {
    if (desk.open === shown) return;
    shown = desk.open;
    fill(element, shown ? [productCard(shown.sku, products, speak), orderCard(shown.order, speak)] : []);
  }

  return { element, show };
}

/**
 * @param {string | undefined} sku
 * @param {Record<string, import("./desk.js").Product>} products
 * @param {import("./shared/words.js").Speak} speak
 */
function productCard(sku, products, speak) {
  const product = sku ? products[sku] : undefined;
  if (!sku || !product) return h("section", {}, h("h2", {}, speak("looking")), h("p", { class: "quiet" }, speak("no_product")));
  const stock = product.stock > 0 ? speak("in_stock", { count: product.stock }) : speak("out_of_stock");
  return h(
    "section",
    { dataset: { product: sku } },
    h("h2", {}, speak("looking")),
    h("p", { class: "product" }, product.name),
    rows([
      ["SKU", h("code", {}, sku)],
      [speak("price"), h("strong", {}, `¥${product.price}`)],
      [speak("stock"), h("span", { class: product.stock > 0 ? "" : "bad" }, stock)],
    ]),
  );
}

/** @param {import("./desk.js").Order | undefined} order @param {import("./shared/words.js").Speak} speak */
function orderCard(order, speak) {
  if (!order) return h("section", {}, h("h2", {}, speak("order")), h("p", { class: "quiet" }, speak("no_order")));
  return h(
    "section",
    { dataset: { order: "" } },
    h("h2", {}, speak("order")),
    rows([
      [speak("number"), h("code", { dataset: { orderNumber: "" } }, order.number)],
      [speak("status"), h("span", { dataset: { orderStatus: "" } }, order.status)],
      [speak("amount"), h("span", { dataset: { orderAmount: "" } }, `¥${order.amount}`)],
      [speak("paid"), h("time", { dateTime: order.paid, dataset: { orderPaid: order.paid } }, order.paid.slice(0, 16).replace("T", " "))],
      [speak("carrier"), h("span", { dataset: { orderCarrier: "" } }, order.carrier)],
      [speak("tracking"), h("code", { dataset: { orderTracking: "" } }, order.tracking)],
    ]),
  );
}

/** @param {[string, HTMLElement][]} pairs */
function rows(pairs) {
  return h("dl", {}, pairs.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}
