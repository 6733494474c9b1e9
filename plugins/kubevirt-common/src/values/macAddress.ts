const MAC_ADDRESS = /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/;

/** True for a 48-bit unicast MAC address other than the all-zero one. KubeVirt accepts multicast addresses. */
export function isMacAddress(value: string): boolean {
  return (
    MAC_ADDRESS.test(value) &&
    !isMulticast(value) &&
    !/^(00:){5}00$/.test(value)
  );
}

function isMulticast(mac: string): boolean {
  // The least significant bit of the first octet (IEEE 802).
  // eslint-disable-next-line no-bitwise
  return (parseInt(mac.slice(0, 2), 16) & 1) === 1;
}
