import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { MAX_BYTES, MAX_FILES } from './FileBudget';
import { templateFiles } from './templateFiles';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({ integrations: { github: [{ host: 'github.com' }] } }),
);
const templateAt = (location: string) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'attach',
    annotations: { 'backstage.io/source-location': location },
  },
});

describe('templateFiles', () => {
  const read = (location: string, reader = mockServices.urlReader.mock()) =>
    templateFiles({ template: templateAt(location), reader, integrations });

  describe('of a URL', () => {
    const readerOf = (files: Record<string, Buffer>) => {
      const readTree = jest.fn(async () => ({
        files: async () =>
          Object.entries(files).map(([path, content]) => ({
            path,
            content: async () => content,
          })),
      }));
      return {
        readTree,
        reader: mockServices.urlReader.mock({ readTree } as any),
      };
    };

    it("are those of the template's folder", async () => {
      const { reader, readTree } = readerOf({ 'a/b.njk': Buffer.from('x') });
      const location =
        'url:https://github.com/acme/templates/blob/main/attach/template.yaml';
      expect(await read(location, reader)).toEqual([
        { path: 'a/b.njk', base64Content: 'eA==' },
      ]);
      expect(readTree).toHaveBeenCalledWith(
        'https://github.com/acme/templates/tree/main/attach/',
      );
    });

    it('are limited in number and size', async () => {
      const url = 'url:https://github.com/acme/x/blob/main/template.yaml';
      const { reader } = readerOf({
        a: Buffer.alloc(MAX_BYTES),
        b: Buffer.alloc(1),
      });
      await expect(read(url, reader)).rejects.toThrow(
        'is too large for a preview: found more than 5 MiB, allowed: 500 files and 5 MiB',
      );
    });

    it('are refused from a host without an integration', async () => {
      await expect(read('url:https://git.example.com/a/b')).rejects.toThrow(
        'no entry of "integrations"',
      );
    });
  });

  describe('of a file', () => {
    let folder: string;
    let location: string;
    beforeEach(async () => {
      folder = await fs.mkdtemp(join(tmpdir(), 'files-'));
      const file = join(folder, 'template.yaml');
      location = `file:${file}`;
      await fs.writeFile(
        file,
        'apiVersion: a/v1\nkind: Template\nmetadata: {name: attach}\n',
      );
    });
    afterEach(() => fs.rm(folder, { recursive: true, force: true }));

    it('are those of its folder, without symbolic links', async () => {
      await fs.mkdir(join(folder, 'manifests'));
      await fs.writeFile(join(folder, 'manifests', 'a.njk'), 'x');
      await fs.symlink('/etc', join(folder, 'etc'));
      await fs.symlink('/etc/passwd', join(folder, 'passwd'));
      const files = await read(location);
      expect(files.map(({ path }) => path).sort()).toEqual([
        'manifests/a.njk',
        'template.yaml',
      ]);
    });

    it('are limited in number and size', async () => {
      await Promise.all(
        Array.from({ length: MAX_FILES }, (_, i) =>
          fs.writeFile(join(folder, `${i}`), ''),
        ),
      );
      await expect(read(location)).rejects.toThrow('found more than 500 files');
    });

    it('are refused if the file does not hold the template', async () => {
      await fs.writeFile(
        join(folder, 'template.yaml'),
        'apiVersion: a/v1\nkind: Template\nmetadata: {name: other}\n',
      );
      await expect(read(location)).rejects.toThrow('which does not hold it');
      await expect(read('file:/nowhere/template.yaml')).rejects.toThrow(
        'which does not hold it',
      );
    });
  });
});
