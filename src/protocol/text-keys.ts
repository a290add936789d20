/** Names under which the two texts that are no parameters are drafted; no parameter key starts with `@`. */
export const TITLE_KEY = '@title';
export const DESCRIPTION_KEY = '@description';
