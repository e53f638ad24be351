// Files on their way: cut into batches that one request each can carry.

/**
 * How a file stands: here `queued` and `sending`, then as the server says it (waiting · reading · added · updated ·
 * published · unchanged · failed).
 * @typedef {object} Sent
 * @property {number} id
 * @property {string} name
 * @property {number | null} size null for what an earlier visit sent
 * @property {File | null} file null for what an earlier visit sent
 * @property {Record<string, string>} fields what was said of it: category, from, to, publish
 * @property {string} state
 * @property {number} share sent so far, from 0 to 1
 * @property {{ code: string, message: string } | null} error
 * @property {string | null} document
 * @property {number} chunks
 * @property {string | null} job the upload's, once the server has it
 */

const FILES_AT_ONCE = 20; // small enough that publishing and deleting get their turn between two batches
const BYTES_AT_ONCE = 48 * 1024 * 1024;

/**
 * The next batch of what is queued: files that were said to be alike.
 * @param {Sent[]} sent
 * @param {boolean} alone one file only, after the server has refused it together with others
 * @returns {Sent[]}
 */
export function nextBatch(sent, alone) {
  /** @type {Sent[]} */
  const batch = [];
  let bytes = 0;
  for (const each of sent) {
    if (each.state !== "queued") continue;
    const first = batch[0];
    if (first && (alone || batch.length === FILES_AT_ONCE || each.fields !== first.fields)) break;
    bytes += each.size ?? 0;
    if (first && bytes > BYTES_AT_ONCE) break;
    batch.push(each);
  }
  return batch;
}

/** @param {string} shop @param {Sent[]} batch */
export function formOf(shop, batch) {
  const form = new FormData();
  form.append("shop", shop);
  for (const [name, value] of Object.entries(batch[0]?.fields ?? {})) if (value) form.append(name, value);
  for (const { file, name } of batch) if (file) form.append("files", file, name);
  return form;
}

/**
 * Those of a batch that the browser can no longer read: moved, deleted or changed since they were chosen.
 * @param {Sent[]} batch
 * @returns {Promise<Sent[]>}
 */
export async function unreadable(batch) {
  const readable = await Promise.allSettled(batch.map(({ file }) => file?.slice(0, 1).arrayBuffer()));
  return batch.filter((_, place) => readable[place]?.status === "rejected");
}

/** Share of a batch's bytes -> share of each file, in the order in which they are sent. @param {Sent[]} batch @param {number} share */
export function spread(batch, share) {
  const total = batch.reduce((sum, { size }) => sum + (size ?? 0), 0);
  let left = share * total;
  for (const each of batch) {
    const size = each.size ?? 0;
    each.share = size ? Math.min(1, Math.max(0, left / size)) : share;
    left -= size;
  }
}

/** @param {string} state */
export const isSettled = (state) => ["added", "updated", "published", "unchanged", "failed"].includes(state);
