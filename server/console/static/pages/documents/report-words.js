// What a report says, by the code of its remark, and why a file was refused. Codes of other releases fall back to the
// server's own sentence.

export const NOTE_WORDS = {
  zh: {
    note_wrong_name: "扩展名与内容不符，按内容读取（{place}）。",
    note_hidden_sheet: "隐藏的工作表“{place}”没有读取。",
    note_hidden_rows: "工作表“{place}”有 {count} 个手动隐藏的行，没有读取。",
    note_filtered_rows: "工作表“{place}”开着筛选，被筛掉的 {count} 行也读取了。",
    note_hidden_columns: "工作表“{place}”有 {count} 个隐藏的列，没有读取。",
    note_error_cells: "工作表“{place}”有 {count} 个单元格是公式错误，按空白处理。",
    note_uncalculated_formulas: "工作表“{place}”有 {count} 个公式没有保存结果；用 Excel 打开并保存后再上传。",
    note_damaged_pages: "第 {place} 页已损坏，没有读取。",
    note_pages_without_text: "第 {place} 页没有文字。",
    note_tables_as_text: "第 {place} 页的表格没有认出格子，按正文读取，请核对。",
    note_recognised_pages: "第 {place} 页是图片，文字由识别得到。",
    note_doubtful_recognition: "第 {place} 页的识别把握不大，请对照原页核对，尤其是数字。",
    note_recognition_stopped: "第 {place} 页是图片，因时间或页数上限没有识别；把文件拆小后再上传。",
    note_recognition_missing: "第 {place} 页是图片，没有读取：服务器需要安装 tesseract-ocr 和 tesseract-ocr-chi-sim。",
    note_encoding_guessed: "按 {place} 编码读取；若有乱码，请另存为 UTF-8。",
    note_characters_lost: "有些字节不是 {place} 编码，已替换。",
    note_comments_skipped: "批注没有读取。",
    note_pictures_skipped: "文中有 {count} 张图片，图里的文字没有读取；重要的内容请写成文字，或把图片单独上传。",
    note_pictures_recognised: "{count} 张插图里的文字由识别得到，请对照原图核对，尤其是数字。",
    note_pictures_without_text: "{count} 张插图里没有认出文字。",
    note_pictures_unrecognised: "有 {count} 张插图没有读取：服务器需要安装 tesseract-ocr 和 tesseract-ocr-chi-sim。",
    note_cell_pictures: "工作表“{place}”的单元格里有 {count} 张图片，没有读取。",
    note_hidden_slide: "隐藏的第 {place} 张幻灯片没有读取。",
    note_duplicate_sku: "{place} 有几行写法不一，以最后一行为准。",
    note_validity_found: "按原文“{place}”确定有效期，请核对。",
    note_corrected: "手工改过 {count} 处：{place}。下载的原文件里没有这些改动。",
    note_correction_lost: "上一版手工改过“{place}”，新文件里还是原来的说法，请核对。",
  },
  en: {
    note_wrong_name: "The name's ending does not fit the content; read by its content ({place}).",
    note_hidden_sheet: "The hidden sheet “{place}” was not read.",
    note_hidden_rows: "Sheet “{place}” has {count} rows hidden by hand; they were not read.",
    note_filtered_rows: "Sheet “{place}” has a filter on; the {count} rows that it hides were read too.",
    note_hidden_columns: "Sheet “{place}” has {count} hidden columns; they were not read.",
    note_error_cells: "Sheet “{place}” has {count} cells with a formula error; they count as empty.",
    note_uncalculated_formulas: "Sheet “{place}” has {count} formulas without a saved value; open and save it in Excel, then upload again.",
    note_damaged_pages: "Page {place} is damaged and was not read.",
    note_pages_without_text: "No text on page {place}.",
    note_tables_as_text: "The cells of a table on page {place} were not found; it was read as running text. Please compare.",
    note_recognised_pages: "Page {place} is a picture; its text was recognised.",
    note_doubtful_recognition: "Page {place} was hard to recognise; compare it with the original, figures above all.",
    note_recognition_stopped: "Page {place} is a picture and was not read: its time or page limit came. Split the file.",
    note_recognition_missing: "Page {place} is a picture and was not read: the server needs tesseract-ocr and tesseract-ocr-chi-sim.",
    note_encoding_guessed: "Read as {place}; save the file as UTF-8 if characters look wrong.",
    note_characters_lost: "Some bytes are no {place} and were replaced.",
    note_comments_skipped: "Review comments were not read.",
    note_pictures_skipped: "{count} pictures in the text were not read. Write out what matters, or upload the pictures themselves.",
    note_pictures_recognised: "The words of {count} pictures were recognised; compare them with the pictures, figures above all.",
    note_pictures_without_text: "No legible text in {count} pictures.",
    note_pictures_unrecognised: "{count} pictures were not read: the server needs tesseract-ocr and tesseract-ocr-chi-sim.",
    note_cell_pictures: "Sheet “{place}” has {count} pictures in cells; they were not read.",
    note_hidden_slide: "The hidden slide {place} was not read.",
    note_duplicate_sku: "{place} has several rows that differ; the last one counts.",
    note_validity_found: "The dates come from the words “{place}”. Please check them.",
    note_corrected: "Corrected by hand in {count} places: {place}. The original file does not have these changes.",
    note_correction_lost: "“{place}” was corrected by hand in the version before; this file has the old words again. Please check.",
  },
};

export const REASON_WORDS = {
  zh: {
    reason_empty: "文件里没有文字。",
    reason_no_text_layer: "是扫描件或图片，没有读出文字。服务器装上 tesseract-ocr 和 tesseract-ocr-chi-sim 后可以识别。",
    reason_encrypted: "有密码保护；去掉密码后再上传。",
    reason_corrupt: "文件损坏，读不出来；重新保存或重新发送一次。",
    reason_unsupported: "这种格式不能读；请存为 docx、xlsx、pptx、pdf、html、md、txt、csv 或图片。",
    reason_too_large: "太大；请拆成几个文件。",
    reason_archive_bomb: "文件解开后异常巨大，出于安全没有读取。",
    reason_wrong_type: "内容与扩展名不符，读不出来；看看是不是选错了文件。",
    reason_timeout: "读取超时；请拆成几个文件，或稍后重试。",
    reason_not_found: "服务器上的原文件已不在，请重新上传。",
    reason_moved: "文件在上传时被移走、改名或改动了。",
    reason_internal: "服务器出了问题；稍后重试，仍不行请联系管理员。",
  },
  en: {
    reason_empty: "It holds no text.",
    reason_no_text_layer: "It is a scan or a picture, and no text was found. With tesseract-ocr and tesseract-ocr-chi-sim on the server it can be recognised.",
    reason_encrypted: "It is protected by a password; upload it without one.",
    reason_corrupt: "It is damaged and cannot be read; save or send it again.",
    reason_unsupported: "This format is not read; save it as docx, xlsx, pptx, pdf, html, md, txt, csv or a picture.",
    reason_too_large: "It is too large; split it.",
    reason_archive_bomb: "It unpacks to a size that no document has, and was not read.",
    reason_wrong_type: "Its content does not fit its name; check that the right file was chosen.",
    reason_timeout: "Reading it took too long; split it or try again later.",
    reason_not_found: "Its bytes are no longer on the server; upload it again.",
    reason_moved: "It was moved, renamed or changed while it was being sent.",
    reason_internal: "Something went wrong on the server. Try again later.",
  },
};

/**
 * A remark or a reason in the reader's language, else in the server's words.
 * @param {import("../../shared/words.js").Speak} say
 * @param {"note" | "reason"} kind
 * @param {{ code: string, message: string, place?: string, count?: number }} told
 */
export function worded(say, kind, { code, message, place = "", count = 0 }) {
  const key = `${kind}_${code}`;
  const words = kind === "note" ? NOTE_WORDS : REASON_WORDS;
  return key in words.zh ? say(key, { place, count }) : message;
}
