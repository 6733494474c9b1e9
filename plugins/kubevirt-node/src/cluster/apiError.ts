import { isRecord } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** One cause in a Status of the Kubernetes API (k8s.io/apimachinery, meta/v1 StatusCause). */
export interface StatusCause {
  reason: string;
  message: string;
  field: string;
}

/** The API server refused a request; the message is its own. */
export class ApiError extends Error {
  name = 'ApiError';
  readonly status: number;
  /** Such as `Conflict`, `NotFound`, `Forbidden` or `Invalid`; empty where the answer was no Status. */
  readonly reason: string;
  readonly causes: StatusCause[];
  /** An attempt before this answer may have had its effect. */
  readonly afterUnclear: boolean;

  constructor(options: {
    status: number;
    reason: string;
    message: string;
    causes?: StatusCause[];
    afterUnclear?: boolean;
  }) {
    super(options.message);
    this.status = options.status;
    this.reason = options.reason;
    this.causes = options.causes ?? [];
    this.afterUnclear = options.afterUnclear ?? false;
  }

  /** Reads an answer that is not a success. `body` comes from the server, or from a proxy before it. */
  static of(status: number, body: string, afterUnclear = false): ApiError {
    const answer = parsed(body);
    if (!isRecord(answer) || answer.kind !== 'Status') {
      return new ApiError({
        status,
        reason: '',
        afterUnclear,
        message: `HTTP ${status}: ${oneLine(body) || 'no text'}`,
      });
    }
    const details = isRecord(answer.details) ? answer.details : {};
    const causes = Array.isArray(details.causes) ? details.causes : [];
    return new ApiError({
      status,
      reason: textOf(answer.reason),
      afterUnclear,
      message: oneLine(textOf(answer.message)) || `HTTP ${status}`,
      causes: causes.filter(isRecord).map(cause => ({
        reason: textOf(cause.reason),
        message: oneLine(textOf(cause.message)),
        field: textOf(cause.field),
      })),
    });
  }

  /** A field belongs to another field manager (server-side apply without force). */
  get isOwnershipConflict(): boolean {
    return this.causes.some(({ reason }) => reason === 'FieldManagerConflict');
  }

  /** The object has changed since it was read. */
  get isStale(): boolean {
    return this.status === 409 && !this.isOwnershipConflict;
  }
}

/** There was no answer, or none that could be read. */
export class ConnectionError extends Error {
  name = 'ConnectionError';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const MAX_TEXT = 2000;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}
