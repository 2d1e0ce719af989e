export function attend(grid: HTMLElement, choose?: (from: string, to: string) => void): void;
