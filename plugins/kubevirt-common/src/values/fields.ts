import type { z as zod } from 'zod/v3';
import {
  MAX_LABEL,
  MAX_MTU,
  MAX_VLAN_ID,
  MIN_MTU,
  MIN_VLAN_ID,
} from '../constants';
import { isAddress } from './address';
import { isMacAddress } from './macAddress';
import { isCloneUrl, parsePickedRepo } from './repoUrl';
import { isOpenSshPublicKey } from './sshKey';

/** The zod instance that the scaffolder passes to an action; forms pass their own. */
export type Zod = typeof zod;

/** The length of the longest reason that a reviewer has to read, in characters. */
const MAX_REASON = 1000;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
const QUANTITY = /^[1-9][0-9]{0,8}(\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|Pi|M|G|T|P)$/;
const IMAGE =
  /^([A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;
const PATH_PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const ENTITY_REF =
  /^(([A-Za-z][A-Za-z0-9]{0,62}):)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** True for an RFC 1123 label, which Kubernetes requires of a namespace and KubeVirt of a VM and a NIC. */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/** The rule of isRelativePath, in words. */
export const RELATIVE_PATH_RULE =
  'a relative path of letters, digits, ".", "_" and "-", no part of which begins with "."';

/** True for one part of a relative path, or the name of a file. */
export function isPathPart(text: string): boolean {
  return PATH_PART.test(text);
}

/** True for a relative path, separated by "/", that leads neither up nor to a hidden file. */
export function isRelativePath(text: string): boolean {
  return text.split('/').every(isPathPart);
}

/** Namespaces that belong to the platform; "*" matches any ending. */
export const RESERVED_NAMESPACES = [
  'default',
  'openshift',
  'kube-*',
  'openshift-*',
];

/**
 * True for a namespace that must not contain our NADs. Multus namespace isolation makes `default` reachable from
 * every namespace; the others belong to the platform.
 */
export function isReservedNamespace(namespace: string): boolean {
  return RESERVED_NAMESPACES.some(pattern =>
    pattern.endsWith('*')
      ? namespace.startsWith(pattern.slice(0, -1))
      : namespace === pattern,
  );
}

const LABEL_RULE = `a DNS label: 1 to ${MAX_LABEL} lower-case letters, digits and "-", that begins and ends with a letter or digit`;

/**
 * The field types of all requests. Each message states what the field allows; `parseRequest` adds the field and the
 * value that was found. Values are never coerced.
 */
export function fields(z: Zod) {
  const text = (allowed: string, isAllowed: (value: string) => boolean) =>
    z.string(saying(allowed)).max(8192, allowed).refine(isAllowed, allowed);
  const oneOf = <T extends [string, ...string[]]>(values: T) =>
    z.enum(values, saying(`one of ${quoted(values)}`));
  const integer = (min: number, max: number) => {
    const allowed = `an integer from ${min} to ${max}`;
    return z
      .number(saying(allowed))
      .int(allowed)
      .min(min, allowed)
      .max(max, allowed);
  };

  return {
    oneOf,
    integer,
    flag: () => z.boolean(saying('true or false')),
    vlanId: () => integer(MIN_VLAN_ID, MAX_VLAN_ID),
    mtu: () => integer(MIN_MTU, MAX_MTU),
    dnsLabel: () => text(LABEL_RULE, isDnsLabel),
    dnsSubdomain: () =>
      text(
        'a DNS name: DNS labels with "." between them, 253 characters at most',
        value => value.length <= 253 && DNS_SUBDOMAIN.test(value),
      ),
    namespace: () =>
      text(
        `${LABEL_RULE}; not ${quoted(
          RESERVED_NAMESPACES,
        )}, whose networks are not a tenant's`,
        value => isDnsLabel(value) && !isReservedNamespace(value),
      ),
    quantity: () =>
      text('a quantity with its unit, such as "4Gi" or "500Mi"', value =>
        QUANTITY.test(value),
      ),
    image: () =>
      text(
        'a container image reference, such as "quay.io/containerdisks/fedora:42"',
        value => value.length <= 512 && IMAGE.test(value),
      ),
    macAddress: () =>
      text(
        'a unicast MAC address of six hexadecimal octets with ":" between them, such as "02:00:00:00:00:01"',
        isMacAddress,
      ),
    ipAddress: () =>
      text(
        'an IPv4 or IPv6 address without a prefix length, such as "10.6.85.20"',
        isAddress,
      ),
    sshKey: () =>
      text(
        'a public key in OpenSSH form, such as "ssh-ed25519 AAAA… comment"; a private key that was entered here counts as disclosed and must be replaced',
        isOpenSshPublicKey,
      ),
    entityRef: () =>
      text('an entity reference, such as "group:default/network-team"', value =>
        ENTITY_REF.test(value),
      ),
    reason: () =>
      text(
        `a text of at most ${MAX_REASON} characters, without control characters`,
        value => value.length <= MAX_REASON && !/[^\P{C}\n\r\t]/u.test(value),
      ),
    relativePath: () =>
      text(
        RELATIVE_PATH_RULE,
        value =>
          value.length <= 512 && isRelativePath(value.replace(/^\.\//, '')),
      ),
    pickedRepo: () =>
      text(
        'an http(s) clone URL without credentials, query and fragment, or what a RepoUrlPicker gives: "<host>?owner=<owner>&repo=<name>"',
        value => isCloneUrl(value) || parsePickedRepo(value) !== undefined,
      ),
    repoUrl: () =>
      text(
        'an http(s) clone URL without credentials, query and fragment',
        isCloneUrl,
      ),
  };
}

/** The texts in quotes, separated by commas. */
export function quoted(texts: readonly string[]): string {
  return texts.map(text => `"${text}"`).join(', ');
}

/** Zod options that replace the message for a wrong type with `allowed`. */
export function saying(allowed: string) {
  return { errorMap: () => ({ message: allowed }) };
}
