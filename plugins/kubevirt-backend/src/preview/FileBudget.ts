import { InputError } from '@backstage/errors';

/** What a template's folder may hold, all files together: many times what one has. */
export const MAX_FILES = 500;
export const MAX_BYTES = 5 * 1024 * 1024;

/** Counts the files of a folder, and refuses what is more than a template has. */
export class FileBudget {
  #files = 0;
  #bytes = 0;

  constructor(private readonly folder: string) {}

  /** @throws InputError beyond the limits. */
  add(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > MAX_FILES || this.#bytes > MAX_BYTES) {
      throw new InputError(
        `The template’s folder ${
          this.folder
        } is too large for a preview: found more than ${
          this.#files > MAX_FILES
            ? `${MAX_FILES} files`
            : `${MAX_BYTES / 1024 / 1024} MiB`
        }, allowed: ${MAX_FILES} files and ${
          MAX_BYTES / 1024 / 1024
        } MiB; put the template into a folder of its own`,
      );
    }
  }
}
