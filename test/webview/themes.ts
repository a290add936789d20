/** Colours of VS Code's own themes, as a webview gets them; the ones a theme leaves out have no variable. */
export interface Theme {
  readonly kind: 'vscode-light' | 'vscode-dark' | 'vscode-high-contrast';
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

export const themes = { light: lightModern, dark: darkModern, contrast: highContrast } as const;
export type ThemeName = keyof typeof themes;
