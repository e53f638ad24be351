// What the parts in this folder say. Set once by the shell; pages have words of their own.

import { speaking } from "../shared/words.js";
import { ERROR_WORDS } from "./error-words.js";

const WORDS = {
  zh: {
    close: "关闭",
    cancel: "取消",
    undo: "撤销",
    retry: "再试一次",
    loading: "正在读取…",
    failed: "没有成功",
    offline: "连不上服务器，请检查网络后再试。",
    internal: "服务器出了问题，请稍后再试。",
    request: "请求编号 {id}",
    drop: "把文件拖到这里，或",
    choose: "选择文件",
    optional: "可不填",
    copy: "复制",
    copied: "已复制",
    rows: "共 {count} 条",
    more: "再显示 {count} 条",
    filter: "筛选",
    noMatch: "没有符合的。",
    role_agent: "客服",
    role_editor: "知识编辑",
    role_supervisor: "主管",
    role_admin: "管理员",
  },
  en: {
    close: "Close",
    cancel: "Cancel",
    undo: "Undo",
    retry: "Try again",
    loading: "Loading…",
    failed: "That did not work",
    offline: "The server cannot be reached. Check the network and try again.",
    internal: "Something went wrong on the server. Try again later.",
    request: "request {id}",
    drop: "Drop files here, or",
    choose: "choose files",
    optional: "optional",
    copy: "Copy",
    copied: "Copied",
    rows: "{count} in all",
    more: "Show {count} more",
    filter: "Filter",
    noMatch: "Nothing matches.",
    role_agent: "agent",
    role_editor: "editor",
    role_supervisor: "supervisor",
    role_admin: "administrator",
  },
};

let current = speaking(WORDS, "zh");
/** @type {import("../shared/words.js").Language} */
let spoken = "zh";

/** @param {import("../shared/words.js").Language} language */
export function partsSpeak(language) {
  current = speaking(WORDS, language);
  spoken = language;
}

/**
 * What a refusal says: by its code in the reader's language, or as the server words it for a code of another release.
 * @param {string} code @param {string} message
 */
export const refusal = (code, message) => ERROR_WORDS[spoken][code]?.replace("{message}", () => message) ?? message;

/** @type {import("../shared/words.js").Speak} */
export const part = (key, values) => current(key, values);
