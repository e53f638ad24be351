// One's own account: name and role, password, other sessions.

import { h } from "../shared/dom.js";
import { complain, field, input } from "../lib/fields.js";
import { badge, button, card, explain, facts, heading, notice } from "../lib/parts.js";
import { roleName } from "../lib/roles.js";
import { attempt, toast } from "../lib/toasts.js";

/** @typedef {import("../types").Context} Context */

const SHORTEST = 10; // as the server demands

/** @type {import("../types").Page} */
export const page = {
  words: {
    zh: {
      title: "我的账号",
      who: "身份",
      login: "账号",
      name: "姓名",
      role: "角色",
      shop: "店铺",
      everyShop: "全部店铺",
      password: "密码",
      current: "现在的密码",
      fresh: "新密码",
      again: "再输一次",
      rules: "至少 10 个字符。",
      differ: "两次输入的不一样。",
      set: "设置密码",
      change: "改密码",
      changed: "密码已更新，其他地方的登录已退出。",
      noPassword: "您是用一次性链接登录的。设一个密码，下次就能直接登录。",
      elsewhere: "其他地方的登录",
      elsewhereText: "换了电脑，或怀疑账号被人用了？退出其他所有浏览器，这里保持登录。",
      endAll: "退出其他所有地方",
      ended: "已退出 {count} 处。",
    },
    en: {
      title: "My account",
      who: "You",
      login: "Login",
      name: "Name",
      role: "Role",
      shop: "Shop",
      everyShop: "every shop",
      password: "Password",
      current: "Current password",
      fresh: "New password",
      again: "Once more",
      rules: "At least 10 characters.",
      differ: "The two are not the same.",
      set: "Set password",
      change: "Change password",
      changed: "The password is changed; other places are signed out.",
      noPassword: "You signed in with a one-time link. Set a password to sign in directly next time.",
      elsewhere: "Signed in elsewhere",
      elsewhereText: "Another computer, or somebody else in your account? Sign out every other browser; this one stays.",
      endAll: "Sign out everywhere else",
      ended: "Signed out in {count} places.",
    },
  },

  show(context) {
    const { me, shops, say } = context;
    const shop = me.shop === null ? say("everyShop") : (shops.find((each) => each.id === me.shop)?.name ?? me.shop);
    const who = facts([
      [say("login"), me.session?.login ?? "–"],
      [say("name"), me.name],
      [say("role"), badge(roleName(me.role), "accent")],
      [say("shop"), shop],
    ]);
    return h(
      "div",
      {},
      heading(say("title")),
      me.session && !me.session.has_password && notice("warn", say("noPassword")),
      h("div", { class: "columns" }, card(say("password"), passwordForm(context)), h("div", {}, card(say("who"), who), elsewhere(context))),
    );
  },
};

/** @param {Context} context */
function passwordForm({ api, me, say, refresh }) {
  const knows = me.session?.has_password && !me.session.by_link;
  const current = input({ type: "password", autocomplete: "current-password", required: true });
  const fresh = input({ type: "password", autocomplete: "new-password", required: true, minLength: SHORTEST });
  const again = input({ type: "password", autocomplete: "new-password", required: true });
  const trouble = h("p", { class: "trouble", role: "alert" });

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    complain(again, again.value === fresh.value ? "" : say("differ"));
    if (again.value !== fresh.value) return;
    try {
      await api.put("me/password", { new: fresh.value, ...(knows ? { current: current.value } : {}) });
      if (me.session) me.session.has_password = true;
      toast(say("changed"));
      refresh();
    } catch (error) {
      trouble.textContent = explain(error);
    }
  }

  const user = input({ type: "text", autocomplete: "username", value: me.session?.login ?? "", hidden: true, readOnly: true });
  return h(
    "form",
    { onsubmit },
    user, // so that a password keeper knows whose it is
    knows && field(say("current"), current),
    field(say("fresh"), fresh, { help: say("rules") }),
    field(say("again"), again),
    trouble,
    button(say(me.session?.has_password ? "change" : "set"), { primary: true, type: "submit" }),
  );
}

/** @param {Context} context */
function elsewhere({ api, say }) {
  const end = () =>
    attempt(async () => {
      const { ended } = await api.remove("sessions");
      toast(say("ended", { count: ended }));
    });
  return card(say("elsewhere"), h("p", { class: "quiet" }, say("elsewhereText")), h("p", { class: "actions" }, button(say("endAll"), { onclick: end })));
}
