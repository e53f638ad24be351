// Postal addresses in a folded text. The province stays readable: freight depends on it, and it names nobody. An address
// is a chain of parts side by side: areas (市, 区, 镇), streets, estates (小区, 大厦), house numbers.

import { search, startsAt } from "./patterns.js";

/** @typedef {{ name: string, start: number, end: number, text: string }} Part a house, area, street, estate or room */
/** @typedef {[start: number, end: number]} Span */

const PROVINCES =
  "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|" +
  "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门";
const PROVINCE = String.raw`(?:中国)?(?:${PROVINCES})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?[ ,，\-]?`;
const PROVINCE_HERE = new RegExp(PROVINCE, "y");
const PROVINCE_ANYWHERE = new RegExp(PROVINCE, "g");
const WORD = "[\\u4e00-\\u9fffa-z0-9]";
const HAN = "[\\u4e00-\\u9fff]";
const NUMERAL = String.raw`(?:[a-z]?\d{1,5}[a-z]?(?:-\d{1,5}){0,3}|[a-z]|[东西南北中]|[一二三四五六七八九十百]{1,4})`;
const AREA = `${HAN}{1,8}?(?:自治州|自治县|地区|开发区|新区|街道|(?<![超门夜])市|[区县旗盟镇乡])`;
const STREET =
  String.raw`(?:${HAN}|\d){1,10}?(?:大道|路|街(?!道)|巷|胡同|弄)(?:[东西南北中]段?|[一二三四五六七八九十]段)?` +
  "(?!由器|上|过|费|边|人|况|程)";
const ESTATE =
  `${WORD}{1,12}?(?:小区|花园|花苑|家园|公寓|大厦|广场|社区|新村|嘉园|名苑|名城|家属院|宿舍|工业园|科技园|产业园|园区|` +
  "写字楼|大学|学院|中学|小学|医院|酒店|村|[庄屯](?!村)|苑|府|庭|湾|城|园|里|居|郡|堡|中心|超市|驿站|便利店|代收点|村委会)";
const HOUSE = `${NUMERAL}(?:号楼|号院|号门|单元|[号弄栋幢座楼层室户组队期区门房铺#])(?!线|色|款|链接|机|电池|厅|店)`;
const ROOM = String.raw`\d{1,4}(?:-\d{1,4}){0,3}(?!\d|元|块|天|件|平|岁|斤|[.%:])`;
const PART = new RegExp(
  String.raw`[ ,，\-]?(?:(?<house>${HOUSE})|(?<area>${AREA})|(?<street>${STREET})|(?<estate>${ESTATE})|(?<room>${ROOM}))`,
  "y",
);
const LEAD_IN = new RegExp(
  `.{0,10}(?:地址|住址|[寄送发邮]到?|[改换][为成到]|住在?|[在到是往为去])(?=(?:中国)?(?:${PROVINCES})|${HAN}{2})`,
  "y",
);
const ANNOUNCED = new RegExp(
  "(?:(?:地址|住址)(?:[:：]|是[:：]?|为[:：]?|[改换][为成到])|(?:寄|送|发|递|改)(?:到|往|至)|住在?)[ ]?" +
    String.raw`(?<value>[\u4e00-\u9fffa-z0-9#()\-. ]{4,60})`,
  "dg",
);
const LOOKS_LIKE_PLACE = new RegExp(
  String.raw`(?:大道|路|街|巷|胡同|弄|镇|乡|村|小区|花园|公寓|大厦|广场|社区|苑|府|城|园).{0,12}\d|` +
    String.raw`\d(?:栋|幢|号楼|单元|室)|\d-\d{1,3}-\d|` +
    "(?:区|县|镇|乡).{1,12}(?:路|街|村|小区|花园|大厦|广场|驿站|超市|学校|大学|中学)",
  "g",
);
const MARKS = /[市区县旗盟镇乡州号栋幢座弄楼单室户组队期门房铺#]|街道|院/; // every area and house has one
const LONGEST_CHAIN = 14; // 市 区 街道 路 号 小区 期 栋 单元 层 室, and some to spare
const LONGEST_PROVINCE = 9;
const NUMBERED = /(?:号|弄|栋|幢|座|号楼|单元|期|组|队|院)$/;
const BUILDING = /(?:栋|幢|座|号楼|#|单元)$/;

/** @param {string} text @returns {Span[]} of every address, the province in front left out; one that is announced may repeat another */
export function findAddresses(text) {
  /** @type {Span[]} */
  const found = [];
  let at = MARKS.test(text) ? 0 : text.length;
  while (at < text.length) {
    const parts = chain(text, at);
    const [first, last] = [parts[0], parts.at(-1)];
    if (first && last && isAddress(parts, endsWithProvince(text, at))) {
      found.push([begin(text, first.start, last.end), last.end]);
      at = last.end;
    } else at += 1;
  }
  for (const match of text.matchAll(ANNOUNCED)) {
    const [start, end] = match.indices?.groups?.["value"] ?? [0, 0];
    if (!search(LOOKS_LIKE_PLACE, text, start, end)) continue;
    found.push([begin(text, start, end), start + text.slice(start, end).replace(/[ ,-]+$/, "").length]);
  }
  return found;
}

/** @param {string} text @param {number} at @returns {Part[]} */
function chain(text, at) {
  /** @type {Part[]} */
  const parts = [];
  while (parts.length < LONGEST_CHAIN) {
    const match = startsAt(PART, text, at);
    const [name, value] = Object.entries(match?.groups ?? {}).find(([, each]) => each !== undefined) ?? [];
    if (!match || name === undefined || value === undefined || (name === "room" && parts.length === 0)) break;
    const end = match.index + match[0].length;
    parts.push({ name, start: end - value.length, end, text: value });
    at = end;
  }
  return parts;
}

/** @param {Part[]} parts @param {boolean} afterProvince */
function isAddress(parts, afterProvince) {
  const names = parts.map(({ name }) => name);
  /** @param {string} name */
  const count = (name) => names.filter((each) => each === name).length;
  const houses = parts.filter(({ name }) => name === "house").map(({ text }) => text);
  const areas = count("area");
  const places = count("street") + count("estate");
  if (areas && places && (houses.length || names.includes("room") || areas >= 2 || afterProvince)) return true;
  if (areas >= 2 && (houses.length || /(?:街道|镇|乡)$/.test(parts.at(-1)?.text ?? ""))) return true;
  if (places && houses.some((house) => NUMBERED.test(house))) return true;
  return BUILDING.test(houses[0] ?? "") && parts.length > 1 && /^(?:house|room)$/.test(names[1] ?? "") && names[0] === "house";
}

/** @param {string} text @param {number} at */
function endsWithProvince(text, at) {
  const before = text.slice(0, at);
  PROVINCE_ANYWHERE.lastIndex = Math.max(0, at - LONGEST_PROVINCE);
  for (let match = PROVINCE_ANYWHERE.exec(before); match; match = PROVINCE_ANYWHERE.exec(before)) {
    if (match.index + match[0].length === at) return true;
  }
  return false;
}

/** @param {string} text @param {number} start @param {number} end past the words that announce an address (麻烦寄到…) and its province */
function begin(text, start, end) {
  const leadIn = startsAt(LEAD_IN, text, start, end);
  const from = leadIn ? start + leadIn[0].length : start;
  const province = startsAt(PROVINCE_HERE, text, from, end);
  const after = province ? from + province[0].length : from;
  return after < end ? after : from;
}
