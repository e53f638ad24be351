// What the strip says. Classic scripts cannot import, so the page's scripts bring their words themselves.

(() => {
  /** @type {Record<"zh" | "en", Record<string, string>>} */
  const WORDS = {
    zh: {
      strip: "话术建议",
      open: "在侧边栏中打开",
      insert: "填入",
      next: "换一条",
      dismiss: "收起（Esc）",
      answer: "用话术回答选中的文字",
      thinking: "生成中…",
      draft: "草稿，核对中",
      ready: "已核对",
      blocked: "有不能发的内容，请在侧边栏处理",
      stale: "顾客又说话了，正在重拟",
      none: "没有依据，不拟回复",
      offline: "连不上服务器",
      inserted: "已填入，检查后按 Enter 发送",
      copied: "已复制（没有填入）：在输入框按 Ctrl+V",
      not_taken: "没能填入，也没能复制：请从侧边栏复制",
      other_conversation: "没有填入：现在是另一位顾客的会话",
      no_editor: "没找到输入框：请先点一下输入框",
      composing: "正在输入拼音，选好字后再按一次",
      broken: "这个页面有变化，读不全：{missing}。可在侧边栏重新教它",
      missing_messages: "消息",
      missing_roles: "谁说的",
      missing_editor: "输入框",
      missing_conversation: "哪位顾客",
    },
    en: {
      strip: "Reply suggestion",
      open: "Open in the side panel",
      insert: "Insert",
      next: "Another",
      dismiss: "Dismiss (Esc)",
      answer: "Answer the selected text",
      thinking: "Drafting…",
      draft: "Draft, being checked",
      ready: "Checked",
      blocked: "Holds what must not be sent: see the side panel",
      stale: "The customer wrote more; drafting anew",
      none: "Nothing in the knowledge base; no draft",
      offline: "Server not reachable",
      inserted: "Inserted. Look it over, then press Enter",
      copied: "Copied (not inserted). Press Ctrl+V in the box",
      not_taken: "Could not insert nor copy: copy it from the side panel",
      other_conversation: "Not inserted: another customer's chat is shown",
      no_editor: "No box found: click into it first",
      composing: "An input method is at work: finish the word, then press again",
      broken: "This page has changed; cannot read: {missing}. Teach it anew from the side panel",
      missing_messages: "messages",
      missing_roles: "who says what",
      missing_editor: "the reply box",
      missing_conversation: "which customer",
    },
  };

  /** @param {"zh" | "en"} language @returns {import("../types/page.d.ts").Speak} */
  function speak(language) {
    return (key, values = {}) =>
      (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
  }

  Object.assign(huashu, { speak });
})();
