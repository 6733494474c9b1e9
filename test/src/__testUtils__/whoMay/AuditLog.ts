import {
  AuditorServiceCreateEventOptions,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';

/** An event, from its beginning to its end. */
export interface AuditedRun {
  eventId: string;
  status: 'initiated' | 'succeeded' | 'failed';
  /** As it was at the beginning. */
  begun: any;
  /** As at the end of the event. */
  meta: any;
  error?: Error;
  /** How often it ended. */
  ends: number;
}

const OURS = ['vlan-attach', 'vm-create'];

/** An auditor for a backend that keeps the events of our actions, instead of logging them. */
export class AuditLog {
  readonly events: AuditedRun[] = [];

  readonly factory = createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      createEvent: async (options: AuditorServiceCreateEventOptions) =>
        this.#begin(options),
    }),
  });

  /** All events since the last call. */
  take(): AuditedRun[] {
    return this.events.splice(0);
  }

  #begin({ eventId, meta }: AuditorServiceCreateEventOptions) {
    const event: AuditedRun = {
      eventId,
      status: 'initiated',
      begun: meta,
      meta,
      ends: 0,
    };
    if (OURS.includes(eventId)) {
      this.events.push(event);
    }
    const end =
      (status: AuditedRun['status']) =>
      async (options?: { meta?: object; error?: Error }) => {
        event.status = status;
        event.meta = { ...event.meta, ...options?.meta };
        event.error = options?.error;
        event.ends += 1;
      };
    return { success: end('succeeded'), fail: end('failed') };
  }
}
