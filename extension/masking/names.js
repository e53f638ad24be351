// Names of people where the text announces them: 收件人：…, 我叫…, …收, or beside a phone number or an address.

import { search, startsAt } from "./patterns.js";

/** @typedef {[start: number, end: number]} Span */

// The 200 most frequent surnames cover over 95 % of people (公安部户政管理研究中心, 全国姓名报告).
const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金" +
  "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧" +
  "耿关兰焦俞左柳甘祝包宁符阮尚纪梅童凌毕单季成霍苗涂谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连" +
  "褚娄窦岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐" +
  "冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来" +
  "扈晁芦都普阙浦戚伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信" +
  "展阴昝智幸奉植衡富尧闭由";
const COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木";
const NAME = `(?:(?:${COMPOUND})[\\u4e00-\\u9fff]{1,2}|[${SURNAMES}](?:某|先生|女士|小姐|[\\u4e00-\\u9fff]{1,2}))`;
const END = "(?![\\u4e00-\\u9fff])";

const ANNOUNCED = new RegExp(
  "(?:收件人|收货人|寄件人|收件姓名|收货姓名|联系人|姓名|户名|持卡人|开户名|真实姓名|名字)(?:改?[为成是叫]|[:：])?[:： ]?" +
    `(?<value>${NAME}(?:${END}|(?=电话|手机|号码|地址|住|其[他它]))|[\\u4e00-\\u9fff]{2,4}(?=[ ,，。;；\\n]|$)|[a-z]+(?: [a-z]+){0,2})`,
  "dg",
);
const CALLED = new RegExp(`(?:我叫|我是|本人|名叫|我姓名)(?<value>${NAME})${END}`, "dg");
const RECEIVES = new RegExp(`(?:(?<![\\u4e00-\\u9fff])|(?<=[写给由让]))(?<value>${NAME})(?:\\(?收\\)?)(?=[ ,，。;；\\n]|$)`, "dg");
const ADDRESSED = new RegExp(`[寄发交转送]给(?<value>${NAME})(?=先生|女士|小姐|老师)`, "dg");
const NICKNAME = /(?:昵称|网名|会员名|用户名|旺旺名)(?:是|叫|为|[:：])[ ]?(?!什么|啥|多少|哪|不)(?<value>[^\s,，。;；!！?？]{2,20})/dg;
const BEFORE = new RegExp(`(?<![\\u4e00-\\u9fff])(?<value>${NAME})[ ,，:：;；\\n]{0,2}(?:电话|手机|tel)?[:：]?[ ]?$`, "dg");
const AFTER = new RegExp(`[ ,，:：;；\\n]{0,2}(?<value>${NAME})${END}`, "dy");
const NO_NAME = /^(?:谢谢|方便|安装|安全|全部|全款|时候|时间|明天|明白|成功|成都|平时|应该|包邮|包装|支持|支付|和|马上|高兴|黄色|白色|蓝色|金色|银色|路上|那个|那边|那么|元|都|信息|国内|单号|门口|万一|任何|相同|展示|来了|来的|有货|由于|强烈|连接|利用|门店)/;
const AROUND = 16; // letters before a number in which its owner's name may stand

/**
 * @param {string} text
 * @param {Span[]} numbers @param {Span[]} addresses beside these a name needs no other announcement
 * @returns {Span[]}
 */
export function findNames(text, numbers, addresses) {
  /** @type {Span[]} */
  const found = [];
  for (const pattern of [ANNOUNCED, NICKNAME, CALLED, RECEIVES, ADDRESSED]) {
    for (const match of text.matchAll(pattern)) {
      if (pattern === ANNOUNCED || pattern === NICKNAME || isName(match)) found.push(spanOf(match));
    }
  }
  for (const [start, end] of [...numbers, ...addresses]) {
    const beside = [search(BEFORE, text, Math.max(0, start - AROUND), start), startsAt(AFTER, text, end)];
    for (const match of beside) if (match && isName(match)) found.push(spanOf(match));
  }
  return found;
}

/** @param {RegExpExecArray | RegExpMatchArray} match */
function isName(match) {
  return !NO_NAME.test(match.groups?.["value"] ?? "");
}

/** @param {RegExpExecArray | RegExpMatchArray} match @returns {Span} */
function spanOf(match) {
  return match.indices?.groups?.["value"] ?? [0, 0];
}
