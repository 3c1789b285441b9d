// Every example is a program of its own; `npm run synth` runs them all.
import './seed/main';
import './bridge/main';
import './macvlan/main';
import './sriov/main';
import './ovs/main';
import './existing-nad/main';
import './shared-network/main';
import './dhcp-dns/main';
import './ipv6/main';
import './primary/main';
import './user/main';
import './high-availability/main';
import './disks/main';
import './gpu/main';
