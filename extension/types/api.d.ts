// Written by `make openapi` from docs/openapi.json: what the server takes and gives.

/** 照发、改后发、不用、人接手、看过没用。 */
export type Action = "sent" | "edited" | "rejected" | "taken_over" | "ignored";

export interface AliveOut {
  status?: string;
}

export type Audience = "customer" | "staff";

/** What a document is about; the editor sets it, ingestion guesses it from the name and headings. */
export type Category = "product" | "rules" | "warehouse" | "logistics" | "aftersale" | "scripts" | "guide" | "other";

/** blocked 为真时，不写明理由不得使用。 */
export interface CheckOut {
  blocked: boolean;
  findings: FindingOut[];
}

/** 要检查的文字，以及它可以依据什么：一条建议，或者对话本身。 */
export interface CheckRequest {
  context?: ContextIn;
  messages?: MessageIn[];
  shop?: string | null;
  suggestion_id?: string | null;
  text: string;
}

export type ChunkKind = "prose" | "table_row" | "faq" | "script";

/** 文件切成的一段：能被单独找到和引用。 */
export interface ChunkOut {
  audience: Audience;
  context: string;
  fields: unknown[][];
  id: string;
  kind: ChunkKind;
  ordinal: number;
  place: PlaceOut;
  skus: string[];
  text: string;
  tokens: number;
}

export interface ChunksOut {
  chunks: ChunkOut[];
}

export interface ContextIn {
  customer?: CustomerIn;
  order?: OrderIn | null;
  /** tmall · taobao · jd · pdd · douyin · kuaishou；空则用店铺的 */
  platform?: string;
  /** 顾客正在看的商品 */
  sku?: string | null;
}

export interface CustomerIn {
  tags?: string[];
}

/** edit 说明改了多少：none 照发、light 小改、heavy 大改；没有发出时为空。rules 是发出的文字违反的规则。 */
export interface DecisionOut {
  action: Action;
  actor: string | null;
  decided_at: string;
  edit: Edit | null;
  elapsed_ms: number | null;
  final_text: string | null;
  id: string;
  observed: boolean;
  overridden: boolean;
  reason: string | null;
  reason_code: RejectReason | null;
  rules: string[];
  suggestion_id: string;
}

/** sent 不带 final_text 表示原样发出；文字里有 block 时必须 override 并写明 reason，已经发出的（observed）照记。 */
export interface DecisionRequest {
  action: Action;
  /** 作出决定的时刻；离线排队时早于上报，空则为现在 */
  at?: string | null;
  /** 从看到建议到作出决定 */
  elapsed_ms?: number | null;
  /** 实际发出的文字 */
  final_text?: string | null;
  /** 客户端取的编号；同一编号重复上报只记一次 */
  id?: string | null;
  /** 发出之后从聊天页面读到的：检查已拦不住，照实记下 */
  observed?: boolean;
  override?: boolean;
  /** 为什么不用，或为什么坚持要发 */
  reason?: string | null;
  reason_code?: RejectReason | null;
}

/** 模型正在写的字，未经检查，只可显示、不可发送。 */
export interface DeltaEvent {
  text: string;
}

/** current 是已发布的版本；没有发布过就是最新的版本。 */
export interface DocumentOut {
  category: Category;
  created_at: string;
  current: VersionOut;
  id: string;
  /** 上传时的文件名 */
  name: string;
  shop: string;
  status: VersionStatus;
  title: string;
  versions: number;
}

/** 只改写出的几项；from、to 写 null 表示不限。 */
export interface DocumentPatch {
  category?: Category | null;
  from?: string | null;
  title?: string | null;
  to?: string | null;
}

export interface DocumentsOut {
  documents: DocumentOut[];
}

/** 查过的草稿：先是即时草稿，模型草稿通过检查后再来一次。 */
export interface DraftEvent {
  draft: DraftOut;
  outcome: "reply" | "clarify" | "abstain" | "handoff";
  why: WhyOut;
}

export interface DraftOut {
  findings: FindingOut[];
  origin: Origin;
  sentences: SentenceOut[];
  text: string;
}

/** `light`: other words for the same; `heavy`: another reply, or figures that no draft had. */
export type Edit = "none" | "light" | "heavy";

/** 结束了几个会话。 */
export interface EndedOut {
  ended: number;
}

export interface ErrorBody {
  error: ErrorDetail;
}

/** `code` is stable; `message` says what to do and is meant for people; `request_id` finds the log lines. */
export interface ErrorDetail {
  code: string;
  message: string;
  request_id: string;
}

/** 浏览器扩展开工所需：是谁、哪家店、要不要脱敏、回复时限。 */
export interface ExtensionOut {
  keeps_texts: boolean;
  masking: boolean;
  name: string;
  reply_limit_s: number;
  reports: boolean;
  role: KeyRole;
  shop: ShopOut;
  /** 服务端版本 */
  version: string;
}

/** 一条检查结果；[start, end) 是所查文字中的位置。block 不得进入聊天框，除非写明理由。 */
export interface FindingOut {
  check: string;
  end: number;
  level: Level;
  reason: string;
  rule: string;
  start: number;
  suggestion: string | null;
}

/** 一个没有依据可答的问题。 */
export interface GapOut {
  created_at: string;
  id: string;
  question: string;
  reason: string;
  suggestion_id: string | null;
}

export interface GapsOut {
  gaps: GapOut[];
}

/** Where a question comes from (问题来源), plus what is no question at all. */
export type Intent = "greeting" | "thanks" | "farewell" | "picture" | "empty" | "product" | "rules" | "order" | "warehouse" | "logistics" | "money" | "service" | "usage" | "dispute" | "other";

/** 工作在后台进行；用 GET /v1/jobs/{id} 或 /events 查看。 */
export interface JobAccepted {
  job: JobOut;
}

export interface JobErrorOut {
  code: string;
  message: string;
}

/** 一个文件的进展：waiting · reading，然后是结果 added · updated · published · unchanged · failed。 */
export interface JobFileOut {
  chunks?: number;
  document_id?: string | null;
  error?: JobErrorOut | null;
  notes?: JobErrorOut[];
  path: string;
  products?: number;
  status: string;
  version_id?: string | null;
}

export type JobKind = "ingest" | "index" | "purge";

/** done/total 是 stage 这一步的进度：read 按文件，index 按段落。files 按上传的顺序，工作进行中也逐个更新。 */
export interface JobOut {
  created_at: string;
  done: number;
  error: JobErrorOut | null;
  files: JobFileOut[];
  finished_at: string | null;
  id: string;
  kind: JobKind;
  shop: string;
  stage: string;
  started_at: string | null;
  status: JobStatus;
  total: number;
}

export type JobStatus = "queued" | "running" | "done" | "failed";

export interface JobsOut {
  jobs: JobOut[];
}

export interface KeyIn {
  /** 写明谁用、用在哪里 */
  name: string;
  role?: KeyRole;
  /** 空则全部店铺 */
  shop?: string | null;
}

export interface KeyOut {
  created_at: string;
  id: string;
  name: string;
  /** 配对的浏览器属于谁（人员的 id） */
  person: string | null;
  revoked_at: string | null;
  role: KeyRole;
  shop: string | null;
}

/** Each may do what those before it may. */
export type KeyRole = "agent" | "editor" | "supervisor" | "admin";

export interface KeysOut {
  keys: KeyOut[];
}

export type Level = "ok" | "warn" | "block";

/** 只显示一次的登录链接；用一次或过一天即失效。 */
export interface LinkOut {
  expires_at: string;
  url: string;
}

export interface LinkSignIn {
  token: string;
}

/** 来者是谁、能做什么；shop 为 null 表示全部店铺，session 为 null 表示用的是密钥。 */
export interface MeOut {
  actor: string;
  name: string;
  role: KeyRole;
  session: SessionOut | null;
  shop: string | null;
}

export interface MessageIn {
  /** 发送时间；不带时区时按北京时间 */
  at?: string | null;
  role: Role;
  /** 原文，可以只有表情或 [图片] */
  text: string;
}

export interface MessageTimeIn {
  at: string;
  /** 由内容得出的编号；重复上报只记一次 */
  id: string;
  role: Role;
  /** 只有店铺要求保存文字时才会留下 */
  text?: string | null;
}

/** 一个会话里新出现的消息。 */
export interface MessagesIn {
  conversation_id: string;
  messages: MessageTimeIn[];
  shop?: string | null;
}

export interface MessagesOut {
  /** 新记下的条数；已有的不重复计 */
  kept: number;
}

/** 模型草稿的下落：kept · repaired · replaced · failed · off。 */
export interface ModelOut {
  completion_tokens: number;
  cost: string;
  currency: string;
  error: string;
  name: string;
  prompt_hash: string;
  prompt_id: string;
  prompt_tokens: number;
  prompt_version: number;
  verdict: string;
}

export type Mood = "calm" | "hurried" | "unhappy" | "angry";

/** secret 只在这里出现一次。 */
export interface NewKeyOut {
  key: KeyOut;
  secret: string;
}

/** 读取时跳过、修补或推断了什么。 */
export interface NoteOut {
  code: string;
  message: string;
}

/** 工作台里正在看的订单。不认识的字段原样放进 facts，不会因此被拒绝。 */
export interface OrderIn {
  amount?: number | string | null;
  carrier?: string;
  created_at?: string | null;
  facts?: Record<string, string>;
  lines?: OrderLineIn[];
  number?: string;
  paid_at?: string | null;
  received_at?: string | null;
  shipped_at?: string | null;
  status?: string;
  tracking_number?: string;
}

export interface OrderLineIn {
  name?: string;
  price?: number | string | null;
  quantity?: number;
  sku?: string;
}

export type Origin = "instant" | "model";

export interface PairingIn {
  /** 写明是哪台电脑；空则用自己的名字 */
  name?: string;
  /** 不高于自己的角色；空则同自己，最高到 supervisor */
  role?: KeyRole | null;
  /** 密钥只属于一家店时可省略 */
  shop?: string | null;
}

/** 在扩展的设置页输入 code，十分钟内有效，用一次。 */
export interface PairingOut {
  code: string;
  expires_at: string;
  role: KeyRole;
  shop: string;
}

/** 一段依据。number 就是草稿句子里 citations 的编号。 */
export interface PassageOut {
  audience: Audience;
  category: Category;
  chunk_id: string;
  context: string;
  /** 文件名 */
  document: string;
  document_id: string;
  kind: ChunkKind;
  number: number;
  place: PlaceOut;
  scores: ScoresOut;
  skus: string[];
  text: string;
  title: string;
  validity: ValidityOut;
  version: number;
}

export interface PassagesEvent {
  confidence: number;
  passages: PassageOut[];
}

/** current 在用链接登录的会话里、或还没有密码时可以不填。 */
export interface PasswordChange {
  current?: string;
  new: string;
}

export interface PeopleOut {
  people: PersonOut[];
}

export interface PersonIn {
  /** 登录用的账号：字母、数字和 . @ + - _，不分大小写 */
  login: string;
  name: string;
  role?: KeyRole;
  /** 只管一家店铺；空则全部店铺 */
  shop?: string | null;
}

export interface PersonOut {
  created_at: string;
  disabled_at: string | null;
  has_password: boolean;
  id: string;
  login: string;
  name: string;
  role: KeyRole;
  shop: string | null;
  signed_in_at: string | null;
}

/** 只改写出的几项。改店铺或停用会立即退出登录，并吊销此人配对的密钥。 */
export interface PersonPatch {
  disabled?: boolean | null;
  name?: string | null;
  role?: KeyRole | null;
  shop?: string | null;
}

/** 在原文件里的位置；页码和行号从 1 数起。 */
export interface PlaceOut {
  page: number | null;
  row: number | null;
  section: string[];
  sheet: string | null;
}

/** 金额为元，用字符串表示，免得丢失精度。 */
export interface ProductOut {
  attributes: Record<string, string>;
  benefit: string;
  brand: string;
  category: string;
  companions: string[];
  currency: string;
  list_price: string | null;
  name: string;
  price: string | null;
  sku: string;
  stock: number | null;
}

/** total 是符合条件的总数，可能多于列出的。 */
export interface ProductsOut {
  products: ProductOut[];
  total: number;
}

export interface QuestionOut {
  intent: Intent;
  language: string;
  mood: Mood;
  parts: string[];
  signals: string[];
  sku: string | null;
  stage: Stage;
  text: string;
}

export type Readiness = "ok" | "degraded";

/** degraded 时仍在服务，reasons 说明差在哪里。没有配置模型不算 degraded。 */
export interface ReadyOut {
  reasons: ReasonOut[];
  status: Readiness;
}

export interface ReasonOut {
  code: string;
  message: string;
}

export interface Redeem {
  /** 大小写、空格和连字符都可以 */
  code: string;
}

/** 扩展要记住的：密钥、店铺和服务器地址。 */
export interface RedeemedOut {
  key: string;
  name: string;
  role: KeyRole;
  server: string;
  shop: string;
}

/** 不用的原因：事实不对、答非所问、资料过时、语气不合适、太长、超出权限或违规、其他。 */
export type RejectReason = "wrong_fact" | "beside_the_point" | "outdated" | "tone" | "too_long" | "not_allowed" | "other";

/** 跳过、修补或推断了什么：place 是工作表名、页码等位置，count 是数量；没有则为空和 0。 */
export interface ReportNoteOut {
  code: string;
  count?: number;
  message: string;
  place?: string;
}

/** 读取报告：读出了多少页、工作表、表格、文字，跳过了什么。recognised 是靠文字识别读出的页码。 */
export interface ReportOut {
  characters?: number;
  elapsed_ms?: number;
  headings?: number;
  notes?: ReportNoteOut[];
  pages?: number | null;
  paragraphs?: number;
  recognised?: number[];
  rows?: number;
  sheets?: SheetYieldOut[];
  tables?: number;
}

export type Role = "customer" | "agent";

/** 为什么找到它：融合分，以及向量与字面两路各自的分数和名次（没有找到为 null）。 */
export interface ScoresOut {
  dense: number | null;
  dense_rank: number | null;
  fused: number;
  lexical: number | null;
  lexical_rank: number | null;
  rerank: number | null;
}

export interface ScriptOut {
  document: string;
  id: string;
  scenario: string;
  stage: string;
  text: string;
  variants: string[];
}

export interface ScriptsOut {
  scripts: ScriptOut[];
}

/** 命中测试的结果，最相关的在前。 */
export interface SearchOut {
  confidence: number;
  passages: PassageOut[];
  /** 读到的知识版次 */
  revision: number;
}

export interface SentenceOut {
  /** 依据的段落编号，从 1 数起；客套话为空 */
  citations: number[];
  text: string;
}

/** 店铺对接待的要求；时间单位都是秒。 */
export interface ServiceRulesIn {
  /** 连同消息文字一起保存 */
  keeps_texts?: boolean;
  /** 最后一条消息之后多久仍算在接待 */
  live_s?: number;
  /** 超过即算长接待 */
  long_reception_s?: number;
  /** 上传前隐去电话、地址、单号等个人信息 */
  masking?: boolean;
  /** 平台要求的回复时限 */
  reply_limit_s?: number;
  /** 记录消息时间，用于接待数据 */
  reports?: boolean;
  /** 超过即算一次慢响应 */
  slow_after_s?: number;
  /** 一个会话慢响应超过这么多次，算慢响应会话 */
  slow_times?: number;
}

/** 会话里的人。csrf 放进改动类请求的 X-CSRF-Token。 */
export interface SessionOut {
  by_link: boolean;
  csrf: string;
  has_password: boolean;
  login: string;
}

export interface SheetYieldOut {
  name: string;
  rows: number;
  tables: number;
}

export interface ShopIn {
  /** 短名：小写字母、数字、- 和 _ */
  id: string;
  /** 显示名；空则同短名 */
  name?: string;
  /** tmall · taobao · jd · pdd · douyin · kuaishou */
  platform?: string;
  /** 口吻文件的名字 */
  voice?: string;
}

export interface ShopOut {
  id: string;
  name: string;
  platform: string;
  voice: string;
}

export interface ShopsOut {
  shops: ShopOut[];
}

export interface SignIn {
  login: string;
  password: string;
}

export type Stage = "presale" | "in_sale" | "aftersale" | "unknown";

export interface SuggestionDetail {
  decisions: DecisionOut[];
  suggestion: SuggestionOut;
}

/** `Accept: text/event-stream` 时依次收到的事件；出错时最后一个是 error。 */
export type SuggestionEvents = {
  data: QuestionOut;
  event: "understanding";
} | {
  data: PassagesEvent;
  event: "passages";
} | {
  data: DraftEvent;
  event: "draft";
} | {
  data: DeltaEvent;
  event: "delta";
} | {
  data: SuggestionOut;
  event: "done";
} | {
  data: ErrorBody;
  event: "error";
};

/** text 就是要发给顾客的话；发不发由人决定。 */
export interface SuggestionOut {
  as_of: string;
  confidence: number;
  conversation_id: string;
  created_at: string;
  findings: FindingOut[];
  id: string;
  instant: DraftOut;
  knowledge_revision: number;
  model: ModelOut;
  origin: Origin;
  /** reply 可以回答 · clarify 需先问顾客 · abstain 知识库没有依据，草稿只是稳住顾客 · handoff 转人处理 */
  outcome: "reply" | "clarify" | "abstain" | "handoff";
  passages: PassageOut[];
  question: QuestionOut;
  sentences: SentenceOut[];
  settings_fingerprint: string;
  shop: string;
  text: string;
  timings_ms: Record<string, number>;
  upsell: string | null;
  why: WhyOut;
}

/** 一段对话，最后一条或几条是顾客的话。 */
export interface SuggestionRequest {
  /** 按哪一刻的知识回答；空则为现在 */
  as_of?: string | null;
  context?: ContextIn;
  conversation_id: string;
  messages: MessageIn[];
  /** 店铺短名；密钥只属于一家店时可省略 */
  shop?: string | null;
}

/** 起止日期，两端都算在内，北京时间。 */
export interface ValidityOut {
  from: string | null;
  to: string | null;
}

export interface VersionOut {
  chunks: number;
  content_hash: string;
  created_at: string;
  id: string;
  media_type: string;
  notes: NoteOut[];
  number: number;
  published_at: string | null;
  report: ReportOut | null;
  size_bytes: number;
  status: VersionStatus;
  validity: ValidityOut;
}

/** Of a document's version. One is `published`; beside it the one that it follows, until its own first day. */
export type VersionStatus = "draft" | "published" | "superseded" | "retired";

export interface VersionsOut {
  versions: VersionOut[];
}

/** 为什么是这个结果：clarify 缺什么（missing），abstain 的原因，handoff 转给谁、原因和来龙去脉；reply 为空。 */
export interface WhyOut {
  missing?: string | null;
  reason?: string | null;
  summary?: string | null;
  to?: string | null;
}
