// The categories of documents, in the order of the menu to choose from; their names are in words.js.

export const CATEGORIES = ["product", "rules", "warehouse", "logistics", "aftersale", "scripts", "guide", "other"];
