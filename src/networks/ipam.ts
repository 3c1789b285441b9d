import type { Ipam } from '../model';
import { at, compact, data, list, readCidr, text } from '../values';

/**
 * The `ipam` of a NAD that hands out one address. The plugin makes no route of a gateway, so the route stands beside
 * it: KubeVirt takes the first route's next hop as the router that it names to the guest.
 */
export function renderIpam({ address, gateway }: Ipam): object {
  return compact({
    type: 'static',
    addresses: [compact({ address, gateway })],
    routes: gateway === undefined ? undefined : [{ dst: '0.0.0.0/0', gw: gateway }],
  });
}

export function readIpam(ipam: unknown): Ipam | undefined {
  if (at(ipam, 'type') !== 'static') return undefined;
  const first = data(list(at(ipam, 'addresses'))[0]);
  const address = readCidr(first?.address)?.text;
  return address === undefined ? undefined : compact({ address, gateway: text(first?.gateway) });
}
