import { redactCredentials } from './redactCredentials';

const basic = Buffer.from('robot:canary').toString('base64');

it.each([
  ['Bearer canary', 'token canary is bad', 'token *** is bad'],
  [`Basic ${basic}`, `${basic} or canary`, '*** or ***'],
  [`basic ${basic}`, `${basic} or canary`, '*** or ***'],
  ['canary', 'canary', '***'],
  ['', 'canary', 'canary'],
])('takes the secrets of "%s" out of a text', (header, text, safe) => {
  expect(redactCredentials(text, { Authorization: header })).toBe(safe);
});
