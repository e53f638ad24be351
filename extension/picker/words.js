// What the picker says.

(() => {
  /** @type {Record<"zh" | "en", Record<string, string>>} */
  const WORDS = {
    zh: {
      picker: "教话术认识这个工作台",
      customer: "① 点一条顾客说的话",
      customer_help: "鼠标移到气泡上，框住整句话后点一下。↑ ↓ 放大或缩小选框，Esc 退出。",
      agent: "② 点一条自己说的话",
      agent_help: "点您或同事发出的任意一条消息。",
      list: "③ 框住的是全部消息吗？",
      list_help: "蓝框应包住所有消息、不包住输入框。不对就点一下正确的区域。",
      yes: "就是这里",
      editor: "④ 点打字的输入框",
      editor_help: "只是选中它，不会打字，也不会发送。",
      not_editor: "这里不能打字，请点输入框",
      title: "⑤ 点顾客的名字",
      title_help: "要点会话切换时会跟着变的那个名字：插件靠它认出现在是哪位顾客。",
      skip: "没有，用网址区分",
      cancel: "退出",
      again: "重新教",
      save: "保存",
      swap: "顾客和客服反了",
      read: "读到了 {count} 条消息，最近几条：",
      read_none: "一条消息也没读到，请重新教。",
      who_customer: "顾客",
      who_agent: "客服",
      name: "给这个工作台起个名字",
      chat: "当前会话：{title}",
      box: "输入框：找到了",
      box_missing: "输入框：没找到",
      problems: "还缺：{missing}",
      missing_messages: "消息",
      missing_roles: "分不清谁说的",
      missing_editor: "输入框",
      missing_conversation: "哪位顾客",
      same: "这和顾客那条是同一条消息，请另点一条",
      saved: "已保存。以后打开这个网页就会自动读取会话。",
      refused: "没能保存：{problems}",
      unsaved: "没能保存：插件没有回应，请刷新网页再试",
    },
    en: {
      picker: "Teach Huashu this workbench",
      customer: "1. Click something a customer said",
      customer_help: "Point at the bubble until the frame holds the whole sentence, then click. ↑ ↓ widen or narrow the frame, Esc leaves.",
      agent: "2. Click something you said",
      agent_help: "Any message that you or a colleague sent.",
      list: "3. Does the frame hold all messages?",
      list_help: "It should hold every message and not the reply box. If not, click the right area.",
      yes: "Yes, this one",
      editor: "4. Click the box that you write in",
      editor_help: "It is only chosen; nothing is typed or sent.",
      not_editor: "One cannot write here; click the reply box",
      title: "5. Click the customer's name",
      title_help: "The name that changes with the chat: it tells which customer is shown.",
      skip: "None; use the address",
      cancel: "Leave",
      again: "Teach anew",
      save: "Save",
      swap: "Customer and agent are swapped",
      read: "{count} messages read; the latest:",
      read_none: "No message was read; teach anew.",
      who_customer: "Customer",
      who_agent: "Agent",
      name: "Name this workbench",
      chat: "Chat shown: {title}",
      box: "Reply box: found",
      box_missing: "Reply box: not found",
      problems: "Still missing: {missing}",
      missing_messages: "messages",
      missing_roles: "who says what",
      missing_editor: "the reply box",
      missing_conversation: "which customer",
      same: "That is the customer's message; click another one",
      saved: "Saved. Chats on this page are read from now on.",
      refused: "Not saved: {problems}",
      unsaved: "Not saved: the extension does not answer; reload the page and try again",
    },
  };

  /** @param {"zh" | "en"} language @returns {import("../types/page.d.ts").Speak} */
  function pickerWords(language) {
    return (key, values = {}) =>
      (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
  }

  Object.assign(huashu, { pickerWords });
})();
