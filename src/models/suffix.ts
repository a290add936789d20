/** How the files of data table models end. */
export const MODEL_SUFFIX = '.dbmodel.json';
