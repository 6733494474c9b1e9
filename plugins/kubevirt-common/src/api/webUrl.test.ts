/* eslint-disable no-script-url */
import { isWebUrl } from './webUrl';

it.each(['https://git.example.com/o/r/pull/1', 'http://localhost:3000/a?b#c'])(
  'takes %s',
  url => {
    expect(isWebUrl(url)).toBe(true);
  },
);

it.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'blob:https://example.com/1',
  'vbscript:x',
  'file:///etc/passwd',
  '//git.example.com/o',
  '/catalog',
  'https://me:secret@git.example.com/o',
  'https://',
  '',
])('refuses %p', url => {
  expect(isWebUrl(url)).toBe(false);
});
