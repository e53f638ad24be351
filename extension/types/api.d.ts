// Written by `make openapi` from docs/openapi.json: what the server takes and gives.

/** 改被引用的那一段原文，存为那份文件的新版本。 */
export interface AcceptCorrection {
  changes: WordsChange[];
  /** 改哪一段 */
  chunk_id: string;
  document_id: string;
  kind: "correction";
  /** 表格里上下相邻、内容相同的格一起改，合并过的单元格就是这样 */
  neighbours?: boolean;
}

export interface AcceptFaq {
  answer: string;
  category?: "product" | "rules" | "warehouse" | "logistics" | "aftersale" | "other";
  from?: string | null;
  kind: "faq";
  question: string;
  to?: string | null;
}

/** 采纳成什么：改原文、一条问答或话术（都是草稿），或用语表的一条。文字可以先改。 */
export interface AcceptIn {
  accepted: AcceptFaq | AcceptTerm | AcceptScript | AcceptCorrection;
  note?: string;
}

export interface AcceptScript {
  kind: "script";
  scenario: string;
  stage?: string;
  text: string;
}

export interface AcceptTerm {
  kind: "glossary";
  means: string[];
  term: string;
  term_kind?: TermKind;
}

export type Act = "uploaded" | "corrected" | "changed" | "dated" | "published" | "retired" | "asked" | "rejected" | "withdrawn" | "deleted";

/** 照发、改后发、不用、人接手、看过没用。 */
export type Action = "sent" | "edited" | "rejected" | "taken_over" | "ignored";

/** id 为空是软件自己或服务器上的命令行。 */
export interface ActorOut {
  id: string;
  name: string;
}

export interface AddedOut {
  row: number;
  sku: string;
  values: Record<string, unknown>;
}

export interface AdoptIn {
  /** 把这个文件里的话术收进话术库，之后逐条改 */
  document_id: string;
  shop?: string | null;
}

export interface AdoptOut {
  added: number;
  document_id: string;
}

/** 看到的草稿怎么用了；withheld 是没有给出答案的（资料里没有、转人处理），不计入其他各项。 */
export interface AdoptionOut {
  /** 大改后发 */
  heavy: number;
  ignored: number;
  /** 小改后发 */
  light: number;
  /** 从看到到决定的中位时间 */
  median_ms: number | null;
  /** 写明理由坚持发出的 */
  overridden: number;
  /** 不用的原因 */
  reasons: Record<string, number>;
  rejected: number;
  /** 照发 */
  sent: number;
  shown: number;
  taken_over: number;
  withheld: number;
}

export interface AliveOut {
  status?: string;
}

/** 写成一条问答，先存为草稿。有效期不写就是长期有效。 */
export interface AnswerIn {
  answer: string;
  category?: "product" | "rules" | "warehouse" | "logistics" | "aftersale" | "other";
  from?: string | null;
  question: string;
  to?: string | null;
}

/** matter 的次序就是紧要程度；failed_jobs 算三天内的，expiring 算两周内的。 */
export interface AttentionItemOut {
  count: number;
  matter: Matter;
}

/** items 按紧要程度；reasons 是服务器不能好好回答的原因；model 为空表示没有配置模型。 */
export interface AttentionOut {
  documents: number;
  index_waiting: number;
  items: AttentionItemOut[];
  model: string;
  published: number;
  reasons: ServerReasonOut[];
  working: number;
}

export type Audience = "customer" | "staff";

/** 一个角色自己可以承诺多少，单位是元、百分数和月；不写即没有。 */
export interface AuthorityIOInput {
  /** 补偿，元 */
  compensation?: number | string;
  /** 承诺送达日期 */
  delivery_dates?: boolean;
  /** 一单优惠，元 */
  discount?: number | string;
  /** 一单优惠，百分数 */
  discount_percent?: number | string;
  /** 送赠品 */
  gifts?: boolean;
  /** 补差价 */
  price_match?: boolean;
  /** 退款，元 */
  refund?: number | string;
  /** 补发 */
  resends?: boolean;
  /** 延保，月 */
  warranty_months?: number | string;
}

/** 一个角色自己可以承诺多少，单位是元、百分数和月；不写即没有。 */
export interface AuthorityIOOutput {
  /** 补偿，元 */
  compensation?: string;
  /** 承诺送达日期 */
  delivery_dates?: boolean;
  /** 一单优惠，元 */
  discount?: string;
  /** 一单优惠，百分数 */
  discount_percent?: string;
  /** 送赠品 */
  gifts?: boolean;
  /** 补差价 */
  price_match?: boolean;
  /** 退款，元 */
  refund?: string;
  /** 补发 */
  resends?: boolean;
  /** 延保，月 */
  warranty_months?: string;
}

/** What a document is about; the editor sets it, ingestion guesses it from the name and headings. */
export type Category = "product" | "rules" | "warehouse" | "logistics" | "aftersale" | "scripts" | "guide" | "other";

export interface ChangesOut {
  changes: server__api__schemas__publishing__ChangeOut[];
}

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

/** 一段：新增、删去，或改了哪些字。before、after 是它在两个版本里的序号。 */
export interface ChunkChangeOut {
  after: number | null;
  before: number | null;
  context: string;
  place: PlaceOut;
  turn: Turn;
  words: StretchOut[];
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

/** total 是符合的全部，offset 是给出的第一段在其中的位置；sheets 是这一版的全部工作表。 */
export interface ChunksOut {
  chunks: ChunkOut[];
  offset: number;
  sheets: string[];
  total: number;
}

/** 与什么相撞。 builtin_spelling 内置写法，本店为准 · builtin_word 行业常用词的一部分，在那里也会被替换 · product 本身就是商品名 · within 与另一条互相包含，长的为准 · chain 含义里又有另一条用语，不再替换。 */
export interface CollisionOut {
  code: string;
  other: string;
}

/** answered 原来答不了现在能答 · still_open 还是答不了 · changed 换了说法 · lost 原来能答现在不能 · same 没变。 */
export interface ComparedOut {
  after: ReplyShown;
  before: ReplyShown;
  effect: "answered" | "still_open" | "changed" | "lost" | "same";
  question: string;
  sku: string | null;
}

/** left、right 以哪边为准（重复时为留用哪边）；both 两边都对、情形不同；neither 不是冲突；open 撤销处理。 */
export interface ConflictDecisionIn {
  note?: string;
  verdict: Verdict;
  /** 作决定时看到的处理结果；别人先处理了就不覆盖 */
  was?: Verdict | null;
}

/** follows 指处理过、后来有一边改了字的那一对。 */
export interface ConflictOut {
  decided_at: string | null;
  decided_by: string | null;
  decided_name: string;
  follows: string | null;
  found_at: string;
  id: string;
  keeps: Verdict | null;
  kind: Kind;
  left: ConflictSideOut;
  note: string;
  right: ConflictSideOut;
  verdict: Verdict;
}

/** 一段原文；statement 是说这件事的那一句，marks 是其中不一致的地方。 */
export interface ConflictSideOut {
  category: Category;
  chunk_id: string;
  context: string;
  /** 文件名 */
  document: string;
  document_id: string;
  kind: ChunkKind;
  marks: SpanOut[];
  place: PlaceOut;
  statement: SpanOut;
  text: string;
  title: string;
  validity: ValidityOut;
  version: number;
}

/** open 是待处理的对数；uncompared 是已发布、还没有比对过的文件数；scan 是正在进行的比对。 */
export interface ConflictsOut {
  conflicts: ConflictOut[];
  open: number;
  scan: string | null;
  uncompared: number;
}

export interface ContextIn {
  customer?: CustomerIn;
  order?: OrderIn | null;
  /** tmall · taobao · jd · pdd · douyin · kuaishou；空则用店铺的 */
  platform?: string;
  /** 顾客正在看的商品 */
  sku?: string | null;
}

/** 改好的新版本（草稿），和它与原来版本的差别。 */
export interface CorrectedOut {
  diff: DiffOut;
  document: DocumentDetailOut;
  version: number;
}

export interface CorrectionIn {
  changes: WordsChange[];
  /** 改哪一段 */
  chunk_id: string;
  /** 表格里上下相邻、内容相同的格一起改，合并过的单元格就是这样 */
  neighbours?: boolean;
}

/** me 为 null 表示没有登录。 */
export interface CurrentOut {
  me: MeOut | null;
}

export interface CustomerIn {
  tags?: string[];
}

/** edit 说明改了多少：none 照发、light 小改、heavy 大改；没有发出时为空。rules 是发出的文字违反的规则。 */
export interface DecisionOut {
  action: Action;
  actor: string | null;
  decided_at: string;
  edit: server__reply__edits__Edit | null;
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

/** 两个版本的差别。changes 按先后，最多 500 段；各计数是全部。 */
export interface DiffOut {
  added: number;
  after: number;
  before: number;
  changed: number;
  changes: ChunkChangeOut[];
  removed: number;
  same: number;
}

/** 一份文件，和发布它要知道的：要不要两个人，有没有等着复核的，哪个版本何时算数。 */
export interface DocumentDetailOut {
  audience: Audience;
  category: Category;
  created_at: string;
  current: VersionOut;
  id: string;
  in_force: InForceOut[];
  /** 品牌的文件，在这家店铺里只能看 */
  inherited: boolean;
  /** 上传时的文件名 */
  name: string;
  /** 在这家店铺里由哪份文件代替 */
  overridden_by: string | null;
  pending: ReviewOut | null;
  /** 哪一天之前要复查；没有设过则按店铺的间隔 */
  review_on: string | null;
  revision: number;
  scope: ScopeOut;
  second_person: boolean;
  shop: string;
  status: VersionStatus;
  title: string;
  versions: number;
}

/** current 是最后发布的版本；没有发布过就是最新的版本。revision 随每次改动增加，改动时放进 If-Match。 */
export interface DocumentOut {
  audience: Audience;
  category: Category;
  created_at: string;
  current: VersionOut;
  id: string;
  /** 品牌的文件，在这家店铺里只能看 */
  inherited: boolean;
  /** 上传时的文件名 */
  name: string;
  /** 在这家店铺里由哪份文件代替 */
  overridden_by: string | null;
  /** 哪一天之前要复查；没有设过则按店铺的间隔 */
  review_on: string | null;
  revision: number;
  scope: ScopeOut;
  shop: string;
  status: VersionStatus;
  title: string;
  versions: number;
}

/** 只改写出的几项；from、to、review_on 写 null 表示不限、不设。 */
export interface DocumentPatch {
  /** staff：整份文件仅供内部，不进入给顾客的回复 */
  audience?: Audience | null;
  category?: Category | null;
  /** 确认从正文读到的有效期 */
  dates_confirmed?: true | null;
  from?: string | null;
  /** 代替上一级的哪份文件（文件名）；同名的本来就代替 */
  overrides?: string | null;
  /** 只用于这个平台的店铺；空为全部 */
  platform?: string | null;
  /** 只用于这些商品类目；空为全部 */
  product_categories?: string[] | null;
  /** 哪一天之前要复查 */
  review_on?: string | null;
  /** 今天复查过，下次按店铺的间隔 */
  reviewed?: true | null;
  /** 只用于这些商品；空为全部 */
  skus?: string[] | null;
  title?: string | null;
  to?: string | null;
  /** 改哪个版本的有效期；不写为最后发布的，没有则为最新的 */
  version?: number | null;
}

export interface DocumentsOut {
  documents: DocumentOut[];
}

/** 一个版本若发布，会与现有资料冲突或重复的地方；left 是这个版本。 */
export interface DraftConflictsOut {
  conflicts: PairOut[];
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

export interface DueListOut {
  documents: DueOut[];
}

/** 一份到期的文件；on 是它失效或该复查的日子。 */
export interface DueOut {
  document: DocumentOut;
  on: string;
}

/** 资料之上的改动：base 是改的时候资料里写的。 */
export interface EditOut {
  actor: string | null;
  base: unknown;
  edited_at: string;
  source: Source;
  value: unknown;
}

/** 发布这份草稿前后，同样的问题各怎么答。elsewhere 只列有变化的，共问了 elsewhere_asked 个。 */
export interface EffectOut {
  cluster: ComparedOut[];
  elsewhere: ComparedOut[];
  elsewhere_asked: number;
  tried_at: string;
  version_id: string;
}

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

/** 一次提问，隐去了顾客的个人信息。 */
export interface ExampleOut {
  created_at: string;
  question: string;
  reason: string;
  stage: string;
  suggestion_id: string | null;
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

export interface FieldChangeOut {
  field: string;
  new: unknown;
  old: unknown;
}

/** 一项的值从哪里来：edit 有值则以它为准，否则是 row 那一行；overruled 是资料后来另有说法而失效的改动。 */
export interface FieldOut {
  edit: EditOut | null;
  field: string;
  overruled: EditOut | null;
  /** rows 里的第几个，从 0 数起 */
  row: number | null;
  value: unknown;
}

export interface FiguresOut {
  adoption: AdoptionOut;
  first: string;
  last: string;
  /** 做出的建议，按结果；含提前备好而没有打开的会话 */
  outcomes: Record<string, number>;
  service: ServiceOut;
  shop: string;
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

/** 编辑写的答案，在 document 这份文件的草稿里。 */
export interface GapAnswerOut {
  actor: string | null;
  answer: string;
  category: string;
  document: string;
  document_id: string;
  ends: string | null;
  question: string;
  starts: string | null;
  version_id: string;
  written_at: string;
}

/** 一类没有依据可答的问题。asked 问过几次，since 处理之后又问了几次；stages 多的在前。 */
export interface GapOut {
  answer: GapAnswerOut | null;
  asked: number;
  decided_at: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  effect: EffectOut | null;
  examples: ExampleOut[];
  first_seen: string;
  id: string;
  last_seen: string;
  note: string;
  question: string;
  since: number;
  sku: string | null;
  stages: string[];
  state: GapState;
}

export type GapState = "open" | "answered" | "dismissed";

/** 问得多的在前。total 是符合的类数，unsorted 是还没归类的问题数；open、proposals 是待处理的类数和建议数。 */
export interface GapsOut {
  gaps: GapOut[];
  open: number;
  proposals: number;
  total: number;
  unsorted: number;
}

/** 导入会改什么（applied 为假）或改了什么。照这份预览执行时把 fingerprint 一起发来。 */
export interface ImportOut {
  added: AddedOut[];
  applied: boolean;
  changed: ProductChangeOut[];
  fingerprint: string;
  /** 表里没有的商品：不动，除非要求停售 */
  missing: MissingOut[];
  /** 有问题的行不会导入 */
  problems: ProblemOut[];
  unchanged: number;
  /** 新增的商品要第二个人复核后才发布 */
  waits?: boolean;
}

export interface ImportedTermsOut {
  applied: boolean;
  lines: LineOut[];
}

/** 一个版本从哪一刻到哪一刻算数；null 为不限。 */
export interface InForceOut {
  since: string | null;
  until: string | null;
  version: number;
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

export type JobKind = "ingest" | "index" | "purge" | "radar";

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

/** In what two passages differ; `SAME` that they do not. */
export type Kind = "figure" | "date" | "polarity" | "condition" | "same";

export type Level = "ok" | "warn" | "block";

export interface LineOut {
  message?: string;
  number: number;
  outcome: "added" | "changed" | "unchanged" | "refused";
  term: string;
}

/** 只显示一次的登录链接；用一次或过一天即失效。 */
export interface LinkOut {
  expires_at: string;
  url: string;
}

export interface LinkSignIn {
  token: string;
}

export type Matter = "no_documents" | "failed_jobs" | "conflicts" | "reviews" | "expired" | "expiring" | "overdue" | "gaps" | "proposals" | "drafts";

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

export interface MissingOut {
  name: string;
  sku: string;
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

export interface NoteIn {
  /** 原因，给同事看 */
  note?: string;
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

/** kind：figure 数字、date 日期、polarity 是与否、condition 条件，same 为重复；keeps 是重复时留用的一边。 */
export interface PairOut {
  keeps: Verdict | null;
  kind: Kind;
  left: ConflictSideOut;
  right: ConflictSideOut;
}

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
  /** 同样的话还在哪些文件里 */
  also_in: string[];
  audience: Audience;
  category: Category;
  chunk_id: string;
  context: string;
  /** 文件名 */
  document: string;
  document_id: string;
  /** 谁的文件：本店，或它的品牌 */
  home: string;
  kind: ChunkKind;
  /** 出自哪一级：brand、platform、shop、category、sku */
  level: ScopeLevel;
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

export interface PastOut {
  created_at: string;
  decisions: DecisionOut[];
  id: string;
  outcome: "reply" | "clarify" | "abstain" | "handoff";
  text: string;
}

/** 新的在前。 */
export interface PastsOut {
  suggestions: PastOut[];
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

/** changed 为假：没有更好的说法，text 就是草稿。与草稿同样检查过；有 block 的说法不会给出。 */
export interface PhrasingOut {
  changed: boolean;
  findings: FindingOut[];
  origin: Origin;
  text: string;
  tone: Tone;
}

export interface PhrasingRequest {
  tone: Tone;
}

/** 在原文件里的位置；页码和行号从 1 数起。 */
export interface PlaceOut {
  page: number | null;
  row: number | null;
  section: string[];
  sheet: string | null;
}

/** row 是表里的行号，0 表示整张表。 */
export interface ProblemOut {
  code: string;
  message: string;
  row: number;
  sku: string;
}

export interface ProductChangeOut {
  fields: FieldChangeOut[];
  name: string;
  row: number;
  sku: string;
}

/** 一个商品、每一项的出处、改过什么（新的在前）。 */
export interface ProductDetail {
  changes: server__api__schemas__products__ChangeOut[];
  fields: FieldOut[];
  product: ProductOut;
  rows: RowOriginOut[];
}

/** 金额为元，用字符串表示，免得丢失精度。edited 是在资料之上改过、正在生效的几项。 */
export interface ProductOut {
  attributes: Record<string, string>;
  benefit: string;
  brand: string;
  category: string;
  companions: string[];
  currency: string;
  edited?: string[];
  list_price: string | null;
  name: string;
  price: string | null;
  sku: string;
  stock: number | null;
  withdrawn?: boolean;
}

/** 只改写出的几项，立即生效；写 null 表示没有这一项。reset 里的几项恢复为资料所写。 expected 写看到的旧值：如果已被别人改过，则不改并回答 409 `stale`。withdrawn 为真表示不再卖。 */
export interface ProductPatch {
  attributes?: Record<string, string | null>;
  benefit?: string | null;
  brand?: string | null;
  category?: string | null;
  companions?: string[] | null;
  expected?: Record<string, unknown>;
  list_price?: number | string | null;
  name?: string | null;
  price?: number | string | null;
  reset?: string[];
  stock?: number | null;
  withdrawn?: boolean | null;
}

export interface ProductUpdate {
  attributes?: Record<string, string | null>;
  benefit?: string | null;
  brand?: string | null;
  category?: string | null;
  companions?: string[] | null;
  expected?: Record<string, unknown>;
  list_price?: number | string | null;
  name?: string | null;
  price?: number | string | null;
  reset?: string[];
  sku: string;
  stock?: number | null;
  withdrawn?: boolean | null;
}

/** 一次改许多商品：每条各自生效，重复发送结果不变。 */
export interface ProductUpdates {
  shop?: string | null;
  updates: ProductUpdate[];
}

/** total 是符合条件的总数，可能多于列出的。 */
export interface ProductsOut {
  /** 全部类目，供筛选 */
  categories: string[];
  products: ProductOut[];
  total: number;
}

/** 客服把草稿里的事实改了：before 是草稿，after 是发出的话；evidence 有问题、逐处改动和当时的依据。 */
export interface ProposalOut {
  after: string;
  before: string;
  created_at: string;
  decided_at: string | null;
  decided_by: string | null;
  decided_by_name?: string | null;
  evidence: Record<string, unknown>;
  id: string;
  note: string;
  result: Record<string, unknown> | null;
  state: ProposalState;
  suggestion_id: string;
}

export type ProposalState = "open" | "accepted" | "rejected";

export interface ProposalsOut {
  proposals: ProposalOut[];
}

/** 发布的规矩：哪些文件要两个人，多久复查一次，属于哪个品牌。 */
export interface PublishingIO {
  /** 品牌（也是一家店铺）的短名，它的文件供本店使用 */
  brand?: string | null;
  /** 发布多少天后要复查；0 为不提醒 */
  review_days?: number;
  /** 一个人不能发布的：rules 规则，aftersale 售后赔付，prices 带价格的表 */
  second_person?: Risk[];
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

export interface ReadIn {
  shop?: string | null;
  text: string;
}

/** 顾客的话按用语表读成什么，还会一起查找什么。 */
export interface ReadOut {
  also: string[];
  read: string;
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

export interface RejectionIn {
  reason: string;
}

export interface ReplyShown {
  outcome: string;
  text: string;
}

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

export interface ReviewIn {
  /** 给复核人的话 */
  note?: string;
  /** 哪个版本；不写为最新的 */
  version?: number | null;
}

/** 一次复核：由一人提出，由另一人通过或退回。 */
export interface ReviewOut {
  asked_at: string;
  asked_by: ActorOut;
  decided_at: string | null;
  decided_by: ActorOut | null;
  document: string;
  document_id: string;
  id: string;
  note: string;
  reason: string;
  state: ReviewState;
  version: number;
}

export type ReviewState = "pending" | "approved" | "rejected" | "withdrawn";

export interface ReviewsOut {
  reviews: ReviewOut[];
}

/** Kinds of documents whose mistakes cost a shop money or its standing on the platform. */
export type Risk = "rules" | "aftersale" | "prices";

export type Role = "customer" | "agent";

/** 商品在一个已发布版本里的那一行；valid 为假时此刻不在有效期内。 */
export interface RowOriginOut {
  document: string;
  document_id: string;
  place: PlaceOut | null;
  published_at: string | null;
  valid: boolean;
  validity: ValidityOut;
  values: Record<string, unknown>;
  version: number;
}

export interface ScanIn {
  /** 全部重新比对；否则只比对新发布的 */
  anew?: boolean;
  shop?: string | null;
}

/** How widely a document speaks, widest first; what stands lower overrides what stands higher. */
export type ScopeLevel = "brand" | "platform" | "shop" | "category" | "sku";

/** 用于哪些店铺和商品；空为全部。level 由宽到窄：brand、platform、shop、category、sku，窄的代替宽的。 */
export interface ScopeOut {
  level: ScopeLevel;
  /** 代替上一级的哪份文件 */
  overrides: string;
  platform: string;
  product_categories: string[];
  skus: string[];
}

/** 为什么找到它：融合分，以及向量与字面两路各自的分数和名次（没有找到为 null）。 */
export interface ScoresOut {
  dense: number | null;
  dense_rank: number | null;
  fused: number;
  lexical: number | null;
  lexical_rank: number | null;
  rerank: number | null;
}

/** 一条话术。场景里用 / 隔开几种问法；空位写成 {订单号}。 */
export interface ScriptIn {
  scenario: string;
  shop?: string | null;
  stage?: string;
  text: string;
  variants?: string[];
}

/** state：published 在用 · draft 待发布 · retiring 发布后停用。editable 为真的在控制台里改，其余在它的文件里改。 */
export interface ScriptOut {
  document: string;
  document_id: string | null;
  editable: boolean;
  id: string;
  scenario: string;
  /** 花括号里的空位，用时自动填上 */
  slots: string[];
  stage: string;
  state: State;
  text: string;
  variants: string[];
}

export interface ScriptRetired {
  document_id: string;
}

/** 已存为草稿，发布话术库后生效。findings 是不妨碍保存的提醒。 */
export interface ScriptSaved {
  document_id: string;
  findings: FindingOut[];
  id: string;
}

/** pending 是话术库里还没发布的修改数；slots 是能自动填的空位。 */
export interface ScriptsOut {
  /** 话术库这份文件；还没有则为空 */
  document_id?: string | null;
  pending?: number;
  scripts: ScriptOut[];
  slots?: string[];
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

export interface ServerReasonOut {
  code: string;
  message: string;
}

/** 接待数据，时间单位为秒；没有可计的为空。 */
export interface ServiceOut {
  answered: number;
  /** 平均响应时间 */
  average_response_s: number | null;
  chats: number;
  /** 首次响应时间，平均 */
  first_response_s: number | null;
  /** 长接待会话 */
  long_chats: number;
  median_response_s: number | null;
  /** 最大同时接待数 */
  most_at_once: number;
  /** 慢响应会话 */
  slow_chats: number;
}

/** 店铺对接待的要求；时间单位都是秒。 */
export interface ServiceRulesIO {
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

/** 删除的店铺；它的一切都已清除。 */
export interface ShopGoneOut {
  deleted: string;
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

/** 店铺怎么说话、各角色能承诺什么、要不要顺带推荐。 */
export interface ShopRulesIOInput {
  authority?: Record<string, AuthorityIOInput>;
  name: string;
  /** 合适时在回答后面推荐一样商品或优惠 */
  offers?: boolean;
  platform?: string;
  voice: string;
}

/** 店铺怎么说话、各角色能承诺什么、要不要顺带推荐。 */
export interface ShopRulesIOOutput {
  authority?: Record<string, AuthorityIOOutput>;
  name: string;
  /** 合适时在回答后面推荐一样商品或优惠 */
  offers?: boolean;
  platform?: string;
  voice: string;
}

/** version 随内容变化；保存时带上，别人先改过就会被拒绝。 */
export interface ShopSettingsOut {
  publishing: PublishingIO;
  rules: ShopRulesIOOutput;
  service: ServiceRulesIO;
  version: string;
  voices: VoiceOut[];
}

/** 写了的部分整个换成这样，没写的不动；要么全部保存，要么一样也不保存。 */
export interface ShopSettingsPatch {
  publishing?: PublishingIO | null;
  rules?: ShopRulesIOInput | null;
  service?: ServiceRulesIO | null;
  /** 读到的 version；不写则不管别人改过没有 */
  version?: string | null;
}

export interface ShopsOut {
  shops: ShopOut[];
}

export interface SignIn {
  login: string;
  password: string;
}

export type Source = "console" | "import" | "api";

/** text 的 [start, end)。 */
export interface SpanOut {
  end: number;
  start: number;
}

export type Stage = "presale" | "in_sale" | "aftersale" | "unknown";

export type State = "published" | "draft" | "retiring";

export type Status = "changed" | "unchanged" | "unknown" | "stale";

export interface StretchOut {
  edit: knowledge__text__difference__Edit;
  text: string;
}

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

/** means 的第一个代替用语去理解和查找，其余的一起查找；商品昵称写商品名称或编码。 */
export interface TermIn {
  kind?: TermKind;
  means: string[];
  note?: string;
  shop?: string | null;
  term: string;
}

export type TermKind = "slang" | "abbreviation" | "product";

export interface TermOut {
  actor: string | null;
  actor_name: string | null;
  changed_at: string;
  collisions: CollisionOut[];
  id: string;
  kind: TermKind;
  means: string[];
  note: string;
  term: string;
}

export interface TermsOut {
  terms: TermOut[];
}

export type Tone = "shorter" | "warmer";

/** 试问一句：完整的草稿和检查，不留记录，也不算缺口。 */
export interface TrialRequest {
  /** 按哪一刻的知识；空则为现在 */
  as_of?: string | null;
  /** 空则用店铺的 */
  platform?: string;
  /** 还没保存的店铺设置，看看会怎么说 */
  rules?: ShopRulesIOInput | null;
  shop?: string | null;
  /** 顾客正在看的商品 */
  sku?: string | null;
  /** 顾客的话，可以多行 */
  text: string;
}

export type Turn = "added" | "removed" | "changed";

/** changed 改了 · unchanged 本来就是这样 · unknown 没有这个商品 · stale 看过之后被别人改了。 */
export interface UpdatedOut {
  changes: FieldChangeOut[];
  sku: string;
  status: Status;
}

export interface UpdatesOut {
  results: UpdatedOut[];
}

/** 起止日期，两端都算在内，北京时间。 */
export interface ValidityOut {
  from: string | null;
  to: string | null;
}

/** Where a version's dates come from. */
export type ValiditySource = "open" | "found" | "confirmed";

export type Verdict = "open" | "left" | "right" | "both" | "neither";

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
  /** open 没有写明；found 从正文读到、待确认；confirmed 人确认过 */
  validity_source: ValiditySource;
}

/** Of a document's version. One is `published`; beside it the one that it follows, until its own first day. */
export type VersionStatus = "draft" | "published" | "superseded" | "retired";

export interface VersionsOut {
  versions: VersionOut[];
}

/** 可选的口吻。 */
export interface VoiceOut {
  address: string;
  description: string;
  emoji: string[];
  forbidden: string[];
  id: string;
  max_chars: number;
  name: string;
}

/** 待处理的，或处理过的。 */
export type Which = "open" | "decided";

/** 为什么是这个结果：clarify 缺什么（missing），abstain 的原因，handoff 转给谁、原因和来龙去脉；reply 为空。 */
export interface WhyOut {
  missing?: string | null;
  reason?: string | null;
  summary?: string | null;
  to?: string | null;
}

/** before 是这一段里的一行，或表格里的一格，一字不差；after 为空就是删去。 */
export interface WordsChange {
  after: string;
  before: string;
}

export type knowledge__text__difference__Edit = "same" | "removed" | "added";

export interface server__api__schemas__products__ChangeOut {
  actor: string | null;
  actor_name: string | null;
  changed_at: string;
  field: string;
  new: unknown;
  old: unknown;
  source: Source;
}

/** 谁在什么时候改了什么；detail 里每项是 [原来, 现在]。文件彻底删除后 detail 为空。 */
export interface server__api__schemas__publishing__ChangeOut {
  action: Act;
  at: string;
  by: ActorOut;
  detail: Record<string, unknown>;
  document: string;
  document_id: string;
  id: number;
  revision: number;
  version: number | null;
}

/** `light`: other words for the same; `heavy`: another reply, or figures that no draft had. */
export type server__reply__edits__Edit = "none" | "light" | "heavy";
