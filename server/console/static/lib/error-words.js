// What the stable codes of refusals say in Chinese. Codes without an entry, and English, keep the server's own words.

/** @type {Record<string, string>} */
export const CHINESE = {
  unauthenticated: "登录已失效，请重新登录。",
  wrong_password: "账号或密码不对。",
  no_link: "这个链接已经用过，或超过一天了。请管理员再给一个。",
  too_many_attempts: "试得太多了。请等 15 分钟，或请管理员给一个登录链接。",
  weak_password: "密码要 10 到 200 个字符，并且至少有 4 个不同的字符。",
  csrf: "这个请求不像是从本页发出的。请刷新页面再试。",
  login_taken: "这个账号已经有人用了，换一个。",
  bad_login: "账号用 1 到 80 个字母、数字或 . @ + - _，中间不要空格。",
  own_access: "自己的角色、店铺和停用，要由另一位管理员来改。",
  own_shop: "您只管理一家店铺，请选那家店铺。",
  disabled: "这个账号已停用，先恢复。",
  stale: "您打开之后，别人改过这里。请刷新后再改。",
  no_file: "没有选文件。",
  no_file_name: "有一个文件没有名字。",
  broken_form: "上传中断了，请再试一次。",
  empty: "文件是空的。",
  no_text_layer: "文件里没有可读的文字（扫描件需要先装文字识别）。",
  encrypted: "文件有密码，请去掉密码再传。",
  corrupt: "文件损坏，打不开。",
  unsupported: "不支持这种格式。",
  archive_bomb: "压缩包展开后太大。",
  wrong_type: "扩展名和内容不符。",
  timeout: "读取这个文件花的时间太长，已经停止。",
};
