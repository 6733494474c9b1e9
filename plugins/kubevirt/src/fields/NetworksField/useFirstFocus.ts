import { useEffect, useRef } from 'react';

/** A part of a NIC's editor that the focus goes to. */
export type NicPart = 'name' | 'remove';

const SELECTORS: Record<NicPart, string> = { name: 'input', remove: 'button' };

/** Gives the focus to a part of an editor, when the editor appears and never after; the parts are the first of their kind. */
export function useFirstFocus(part: NicPart | undefined) {
  const editor = useRef<HTMLElement>(null);
  const first = useRef(part);
  useEffect(() => {
    if (first.current !== undefined) {
      const selector = SELECTORS[first.current];
      editor.current?.querySelector<HTMLElement>(selector)?.focus();
    }
  }, []);
  return editor;
}
