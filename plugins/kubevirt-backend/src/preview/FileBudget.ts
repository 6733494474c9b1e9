import { InputError } from '@backstage/errors';

/** The limits of a template's folder: many times the size of a real one. */
export const MAX_FILES = 500;
export const MAX_BYTES = 5 * 1024 * 1024;

/** Counts the files of a folder, and refuses a folder that is too large for a template. */
export class FileBudget {
  readonly #folder: string;
  #files = 0;
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws InputError beyond the limits. */
  add(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > MAX_FILES || this.#bytes > MAX_BYTES) {
      throw new InputError(
        `The template’s folder ${
          this.#folder
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
