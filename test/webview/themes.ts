/** Colours of VS Code's own themes, as a webview gets them; the ones a theme leaves out have no variable. */
export interface Theme {
  readonly kind: 'vscode-light' | 'vscode-dark' | 'vscode-high-contrast' | 'vscode-high-contrast vscode-high-contrast-light';
  readonly colors: Readonly<Record<string, string>>;
}

const lightModern: Theme = {
  kind: 'vscode-light',
  colors: {
    'editor-background': '#FFFFFF', 'editor-foreground': '#3B3B3B', 'foreground': '#3B3B3B', 'descriptionForeground': '#3B3B3B', 'disabledForeground': 'rgba(97, 97, 97, 0.5)',
    'errorForeground': '#F85149', 'icon-foreground': '#3B3B3B', 'focusBorder': '#005FB8', 'textLink-foreground': '#005FB8', 'textLink-activeForeground': '#005FB8',
    'input-background': '#FFFFFF', 'input-border': '#CECECE', 'input-foreground': '#3B3B3B', 'input-placeholderForeground': '#767676', 'inputValidation-warningBorder': '#B89500',
    'dropdown-background': '#FFFFFF', 'dropdown-border': '#CECECE', 'dropdown-foreground': '#3B3B3B', 'dropdown-listBackground': '#FFFFFF',
    'checkbox-background': '#F8F8F8', 'checkbox-border': '#CECECE', 'checkbox-foreground': '#3B3B3B',
    'button-background': '#005FB8', 'button-border': '#0000001A', 'button-foreground': '#FFFFFF', 'button-hoverBackground': '#0258A8',
    'button-secondaryBackground': '#E5E5E5', 'button-secondaryForeground': '#3B3B3B', 'button-secondaryHoverBackground': '#CCCCCC',
    'badge-background': '#CCCCCC', 'badge-foreground': '#3B3B3B', 'progressBar-background': '#005FB8', 'widget-border': '#E5E5E5',
    'editorWidget-background': '#F8F8F8', 'editorWidget-border': '#C8C8C8', 'toolbar-hoverBackground': 'rgba(184, 184, 184, 0.31)',
    'list-hoverBackground': '#F2F2F2', 'list-activeSelectionBackground': '#E8E8E8', 'list-activeSelectionForeground': '#000000',
    'editorError-foreground': '#E51400', 'editorWarning-foreground': '#BF8803', 'statusBarItem-warningBackground': '#725102', 'statusBarItem-warningForeground': '#FFFFFF',
    'inputOption-activeBackground': '#BED6ED', 'inputOption-activeBorder': '#005FB8', 'inputOption-activeForeground': '#000000', 'charts-green': '#388A34', 'charts-red': '#E51400', 'charts-blue': '#0063D3', 'charts-yellow': '#BF8803', 'charts-purple': '#652D90',
  },
};

const darkModern: Theme = {
  kind: 'vscode-dark',
  colors: {
    'editor-background': '#1F1F1F', 'editor-foreground': '#CCCCCC', 'foreground': '#CCCCCC', 'descriptionForeground': '#9D9D9D', 'disabledForeground': 'rgba(204, 204, 204, 0.5)',
    'errorForeground': '#F85149', 'icon-foreground': '#CCCCCC', 'focusBorder': '#0078D4', 'textLink-foreground': '#4DAAFC', 'textLink-activeForeground': '#4DAAFC',
    'input-background': '#313131', 'input-border': '#3C3C3C', 'input-foreground': '#CCCCCC', 'input-placeholderForeground': '#989898', 'inputValidation-warningBorder': '#B89500',
    'dropdown-background': '#313131', 'dropdown-border': '#3C3C3C', 'dropdown-foreground': '#CCCCCC', 'dropdown-listBackground': '#1F1F1F',
    'checkbox-background': '#313131', 'checkbox-border': '#3C3C3C', 'checkbox-foreground': '#CCCCCC',
    'button-background': '#0078D4', 'button-border': '#FFFFFF12', 'button-foreground': '#FFFFFF', 'button-hoverBackground': '#026EC1',
    'button-secondaryBackground': '#313131', 'button-secondaryForeground': '#CCCCCC', 'button-secondaryHoverBackground': '#3C3C3C',
    'badge-background': '#616161', 'badge-foreground': '#F8F8F8', 'progressBar-background': '#0078D4', 'widget-border': '#313131',
    'editorWidget-background': '#202020', 'editorWidget-border': '#454545', 'toolbar-hoverBackground': 'rgba(90, 93, 94, 0.31)',
    'list-hoverBackground': '#2A2D2E', 'list-activeSelectionBackground': '#04395E', 'list-activeSelectionForeground': '#FFFFFF',
    'editorError-foreground': '#F14C4C', 'editorWarning-foreground': '#CCA700', 'statusBarItem-warningBackground': '#7A6400', 'statusBarItem-warningForeground': '#FFFFFF',
    'inputOption-activeBackground': '#2489DB82', 'inputOption-activeBorder': '#2488DB', 'inputOption-activeForeground': '#FFFFFF', 'charts-green': '#89D185', 'charts-red': '#F14C4C', 'charts-blue': '#59A4F9', 'charts-yellow': '#CCA700', 'charts-purple': '#B180D7',
  },
};

const highContrast: Theme = {
  kind: 'vscode-high-contrast',
  colors: {
    'editor-background': '#000000', 'editor-foreground': '#FFFFFF', 'foreground': '#FFFFFF', 'descriptionForeground': 'rgba(255, 255, 255, 0.7)', 'disabledForeground': '#A5A5A5',
    'contrastBorder': '#6FC3DF', 'contrastActiveBorder': '#F38518',
    'errorForeground': '#F48771', 'icon-foreground': '#FFFFFF', 'focusBorder': '#F38518', 'textLink-foreground': '#21A6FF', 'textLink-activeForeground': '#21A6FF',
    'input-background': '#000000', 'input-border': '#6FC3DF', 'input-foreground': '#FFFFFF', 'input-placeholderForeground': 'rgba(255, 255, 255, 0.7)', 'inputValidation-warningBorder': '#6FC3DF',
    'dropdown-background': '#000000', 'dropdown-border': '#6FC3DF', 'dropdown-foreground': '#FFFFFF', 'dropdown-listBackground': '#000000',
    'checkbox-background': '#000000', 'checkbox-border': '#6FC3DF', 'checkbox-foreground': '#FFFFFF',
    'button-foreground': '#FFFFFF', 'button-border': '#6FC3DF', 'button-secondaryForeground': '#FFFFFF',
    'badge-background': '#000000', 'badge-foreground': '#FFFFFF', 'progressBar-background': '#6FC3DF', 'widget-border': '#6FC3DF',
    'editorWidget-background': '#0C141F', 'editorWidget-border': '#6FC3DF',
    'editorError-foreground': '#F48771', 'editorWarning-foreground': '#FFD370', 'statusBarItem-warningForeground': '#FFFFFF',
    'inputOption-activeBackground': 'rgba(0, 0, 0, 0)', 'inputOption-activeBorder': '#6FC3DF', 'inputOption-activeForeground': '#FFFFFF', 'charts-green': '#89D185', 'charts-red': '#F48771', 'charts-blue': '#59A4F9', 'charts-yellow': '#FFD370', 'charts-purple': '#B180D7',
  },
};

const light2026: Theme = {
  kind: 'vscode-light',
  colors: {
    'editor-background': '#ffffff', 'editor-foreground': '#202020', 'foreground': '#202020', 'descriptionForeground': '#606060', 'disabledForeground': '#bbbbbb',
    'errorForeground': '#ad0707', 'icon-foreground': '#606060', 'focusBorder': '#0069cc', 'textLink-foreground': '#0069cc', 'textLink-activeForeground': '#0069cc',
    'input-background': '#ffffff', 'input-border': 'rgba(216, 216, 216, 0.4)', 'input-foreground': '#202020', 'input-placeholderForeground': '#999999',
    'inputValidation-warningBorder': '#b69500', 'dropdown-background': '#ffffff', 'dropdown-border': '#d8d8d8', 'dropdown-foreground': '#202020', 'dropdown-listBackground': '#ffffff',
    'checkbox-background': '#eaeaea', 'checkbox-border': '#868686', 'checkbox-foreground': '#606060', 'button-background': '#0069cc', 'button-border': '#0069cc',
    'button-foreground': '#ffffff', 'button-hoverBackground': '#0063c1', 'button-secondaryBackground': '#eaeaea', 'button-secondaryForeground': '#202020',
    'button-secondaryHoverBackground': '#f2f3f4', 'badge-background': '#0069cc', 'badge-foreground': '#ffffff', 'progressBar-background': '#0069cc', 'widget-border': '#e2e2e5',
    'editorWidget-background': '#fafafd', 'editorWidget-border': '#e4e5e6', 'toolbar-hoverBackground': 'rgba(0, 0, 0, 0.12)', 'list-hoverBackground': 'rgba(0, 0, 0, 0.08)',
    'list-activeSelectionBackground': 'rgba(0, 0, 0, 0.14)', 'list-activeSelectionForeground': '#202020', 'editorError-foreground': '#e51400', 'editorWarning-foreground': '#bf8803',
    'statusBarItem-warningBackground': '#725102', 'statusBarItem-warningForeground': '#ffffff', 'inputOption-activeBackground': '#d6d6d6', 'inputOption-activeBorder': '#f0f1f2',
    'inputOption-activeForeground': '#202020', 'charts-green': '#388a34', 'charts-red': '#ad0707', 'charts-blue': '#1a5cff', 'charts-yellow': '#667309', 'charts-purple': '#652d90',
    'button-secondaryBorder': '#eaeaea',
  },
};

const highContrastLight: Theme = {
  kind: 'vscode-high-contrast vscode-high-contrast-light',
  colors: {
    'editor-background': '#ffffff', 'editor-foreground': '#292929', 'foreground': '#292929', 'descriptionForeground': 'rgba(41, 41, 41, 0.7)', 'disabledForeground': '#7f7f7f',
    'errorForeground': '#b5200d', 'icon-foreground': '#292929', 'focusBorder': '#006bbd', 'textLink-foreground': '#0f4a85', 'textLink-activeForeground': '#0f4a85',
    'input-background': '#ffffff', 'input-border': '#0f4a85', 'input-foreground': '#292929', 'input-placeholderForeground': 'rgba(41, 41, 41, 0.7)',
    'inputValidation-warningBorder': '#0f4a85', 'dropdown-background': '#ffffff', 'dropdown-border': '#0f4a85', 'dropdown-foreground': '#292929', 'dropdown-listBackground': '#ffffff',
    'checkbox-background': '#ffffff', 'checkbox-border': '#0f4a85', 'checkbox-foreground': '#292929', 'button-background': '#0f4a85', 'button-border': '#0f4a85',
    'button-foreground': '#ffffff', 'button-hoverBackground': '#0f4a85', 'button-secondaryBackground': '#ffffff', 'button-secondaryForeground': '#292929', 'badge-background': '#0f4a85',
    'badge-foreground': '#ffffff', 'progressBar-background': '#0f4a85', 'widget-border': '#0f4a85', 'editorWidget-background': '#ffffff', 'editorWidget-border': '#0f4a85',
    'list-hoverBackground': 'rgba(15, 74, 133, 0.1)', 'list-activeSelectionBackground': 'rgba(15, 74, 133, 0.1)', 'editorError-foreground': '#b5200d', 'editorWarning-foreground': '#895503',
    'statusBarItem-warningBackground': '#895503', 'statusBarItem-warningForeground': '#ffffff', 'inputOption-activeBackground': 'rgba(0, 0, 0, 0)', 'inputOption-activeBorder': '#0f4a85',
    'inputOption-activeForeground': '#292929', 'charts-green': '#374e06', 'charts-red': '#b5200d', 'charts-blue': '#0063d3', 'charts-yellow': '#895503', 'charts-purple': '#652d90',
    'contrastBorder': '#0f4a85', 'contrastActiveBorder': '#006bbd', 'button-secondaryBorder': '#0f4a85',
  },
};

export const themes = { light: lightModern, light2026, dark: darkModern, contrast: highContrast, contrastLight: highContrastLight } as const;
export type ThemeName = keyof typeof themes;
