// The files of this folder that hold an adapter; a test holds the list complete.

export const BUILT_IN = [
  "huashu-workbench.json",
  "feige.json",
  "pinduoduo.json",
  "jd-dongdong.json",
  "kuaishou.json",
  "zendesk-like.json",
];
