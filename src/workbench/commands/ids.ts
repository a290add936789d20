/** Every command of the extension; a unit test holds the list against package.json. */
export const COMMAND_IDS = [
  'databaseElements.newElement',
  'databaseElements.editElement',
  'databaseElements.openAsText',
  'databaseElements.openAsForm',
  'databaseElements.renameElement',
  'databaseElements.duplicateElement',
  'databaseElements.deleteElement',
  'databaseElements.revealFile',
  'databaseElements.copyFullName',
  'databaseElements.testConnection',
  'databaseElements.testAllConnections',
  'databaseElements.checkPool',
  'databaseElements.cancelTests',
  'databaseElements.copyReport',
  'databaseElements.showReports',
  'databaseElements.installDriver',
  'databaseElements.refresh',
  'databaseElements.refreshSchema',
  'databaseElements.switchEnvironment',
  'databaseElements.fillMissing',
  'databaseElements.checkReadiness',
  'databaseElements.writeEnvExample',
  'databaseElements.openTerminal',
  'databaseElements.copyConnectionString',
  'databaseElements.newModel',
  'databaseElements.editModel',
  'databaseElements.openModelAsText',
  'databaseElements.openModelAsForm',
  'databaseElements.createTable',
  'databaseElements.compareModel',
  'databaseElements.compareAllModels',
  'databaseElements.renameModel',
  'databaseElements.duplicateModel',
  'databaseElements.deleteModel',
  'databaseElements.revealModelFile',
  'databaseElements.addVariable',
  'databaseElements.setVariableValue',
  'databaseElements.clearVariableValue',
  'databaseElements.editVariable',
  'databaseElements.renameVariable',
  'databaseElements.deleteVariable',
  'databaseElements.goToVariable',
  'databaseElements.copyVariableKey',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

/** The link of a problem. */
export const SHOW_PROBLEM = 'databaseElements.showProblem';

/** Registered for quick fixes and suggestions only; not offered in the palette. */
export const SELECT_DATABASE = 'databaseElements.selectDatabase';
export const RUN_SQL = 'databaseElements.runSql';
export const COPY_SQL = 'databaseElements.copySql';
export const READ_TABLES = 'databaseElements.readTables';
export const GIVE_NEW_ID = 'databaseElements.giveNewId';
export const MOVE_TO_KEYCHAIN = 'databaseElements.moveToKeychain';
export const MOVE_TO_VARIABLE = 'databaseElements.moveToVariable';
export const FIND_EXTENSION = 'databaseElements.findExtension';
export const USE_DECLARATION = 'databaseElements.useDeclaration';

export const ELEMENTS_VIEW = 'databaseElements.elements';
export const MODELS_VIEW = 'databaseElements.models';
export const VARIABLES_VIEW = 'databaseElements.variables';
export const ELEMENT_FORM = 'databaseElements.elementForm';
export const MODEL_FORM = 'databaseElements.modelForm';
