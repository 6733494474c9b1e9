import fc from 'fast-check';
import { isSameText, replaceSection, withMarkers } from './bodySection';
import { requestTitle } from './requestTitle';

const BEGIN = '<!-- backstage-kubevirt:begin -->';
const END = '<!-- backstage-kubevirt:end -->';

/** Texts with whole, halved and nested markers. */
const text = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        BEGIN,
        END,
        '\n',
        '\r\n',
        '```\n',
        '<!-- backstage-',
        'kubevirt:end -->',
      ),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));
const plain = text.map(value =>
  value.replaceAll('<!--', '').replace(/\r\n?/g, '\n'),
);

it('puts our text between markers', () => {
  expect(withMarkers(' a\r\nb \n')).toBe(`${BEGIN}\na\nb\n${END}`);
});

it('removes markers from our text, also those that arise by removing others', () => {
  const nested = `<!-- backstage-${END}kubevirt:end -->`;
  expect(withMarkers(`a${nested}${BEGIN}b`)).toBe(`${BEGIN}\nab\n${END}`);
});

it('keeps text that a person wrote below ours', () => {
  expect(replaceSection('Theirs', 'Ours')).toBe(
    `${withMarkers('Ours')}\n\nTheirs`,
  );
});

it.each(['', ' \r\n'])('replaces an empty description', existing => {
  expect(replaceSection(existing, 'Ours')).toBe(withMarkers('Ours'));
});

it('keeps all text where a person removed a marker', () => {
  expect(replaceSection(`${BEGIN}\nold`, 'Ours')).toBe(
    `${withMarkers('Ours')}\n\n${BEGIN}\nold`,
  );
});

it('keeps the text before the innermost markers', () => {
  expect(
    replaceSection(`${BEGIN}\nTheirs\n${withMarkers('old')}`, 'Ours'),
  ).toBe(`${BEGIN}\nTheirs\n${withMarkers('Ours')}`);
});

it('cuts a text that is too long, with a note', () => {
  const long = withMarkers(`a\n\`\`\`\n${'line of code\n'.repeat(10_000)}`);
  expect(long.length).toBeLessThan(60_100);
  expect(long).toMatch(/line of code\n```\n\n_The rest of this description/);
  expect(withMarkers('x'.repeat(60_000))).not.toMatch('The rest');
  // It throws on half a character.
  expect(encodeURI(withMarkers('😀'.repeat(40_000)))).toBeTruthy();
});

it('gives the same result when repeated', () => {
  fc.assert(
    fc.property(text, text, (existing, body) => {
      const once = replaceSection(existing, body);
      expect(replaceSection(once, body)).toBe(once);
      expect(isSameText(once, once.replace(/\n/g, '\r\n'))).toBe(true);
    }),
  );
});

it('keeps the text outside the markers', () => {
  fc.assert(
    fc.property(plain, plain, text, text, (before, after, old, body) => {
      const existing = before + withMarkers(old) + after;
      expect(replaceSection(existing, body)).toBe(
        before + withMarkers(body) + after,
      );
    }),
  );
});

it('keeps everything of a description without markers', () => {
  fc.assert(
    fc.property(plain, text, (existing, body) => {
      expect(replaceSection(existing, body)).toContain(
        existing.trim() && existing,
      );
    }),
  );
});

it.each([
  [' a\nb ', undefined, 'a b'],
  ['new', 'Draft: old', 'Draft: new'],
  ['new', '[WIP] old', '[WIP] new'],
  ['Draft: new', 'WIP: old', 'Draft: new'],
  ['x'.repeat(300), undefined, `${'x'.repeat(254)}…`],
])('makes a title of %j where there is %j', (title, existing, expected) => {
  expect(requestTitle(title, existing)).toBe(expected);
});
