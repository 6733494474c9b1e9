import { useEffect, useRef } from 'react';

/** The part of a NIC's editor that gets the focus. */
export type NicPart = 'name' | 'remove';

const SELECTORS: Record<NicPart, string> = { name: 'input', remove: 'button' };

/** Focuses a part of an editor, only when the editor appears: the first element of its kind. */
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
