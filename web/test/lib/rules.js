// The rules of axe-core that every suite holds pages to, by their tags, and those of
// them that ask for colours.
export const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
export const colours = ['color-contrast', 'link-in-text-block']
