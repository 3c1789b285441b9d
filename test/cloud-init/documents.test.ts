import { expect, test } from 'vitest';
import { cloudInitVolume, type Documents, parseNetworkData, readUserData, renderDocuments } from '../../src/cloud-init';
import type { CloudInit, CloudInitVolume } from '../../src/model';

const cloudInit: CloudInit = { enabled: true, inline: false, guestAgent: false, faults: [] };
const ethernets = [{ id: 'lan', macAddress: '02:00:5e:10:00:01', dhcp4: true }];

test('both documents', () => {
  const documents = renderDocuments({ ...cloudInit, guestAgent: true }, ethernets, { timezone: 'UTC' });
  expect(Object.keys(documents)).toEqual(['userdata', 'networkdata']);
  expect(readUserData(documents.userdata ?? '')).toEqual({ guestAgent: true });
  expect(documents.userdata).toContain('timezone: UTC');
  expect(parseNetworkData(documents.networkdata)).toEqual(ethernets);
});

test('an existing Secret holds the user data: none are made', () => {
  expect(Object.keys(renderDocuments({ ...cloudInit, userDataSecret: 'mine' }, ethernets))).toEqual(['networkdata']);
});

const documents: Documents = { userdata: '#cloud-config\n', networkdata: 'version: 2\n' };
const { networkdata } = documents;

test.each<{ say: string; given: Partial<CloudInit>; made: Documents; volume: CloudInitVolume }>([
  {
    say: 'by reference',
    given: {},
    made: documents,
    volume: { userDataSecret: 'web-cloud-init', networkDataSecret: 'web-cloud-init' },
  },
  {
    say: 'by reference to two Secrets',
    given: { userDataSecret: 'mine' },
    made: { networkdata },
    volume: { userDataSecret: 'mine', networkDataSecret: 'web-cloud-init' },
  },
  {
    say: 'in the VM itself',
    given: { inline: true },
    made: documents,
    volume: { userData: '#cloud-config\n', networkData: networkdata },
  },
  {
    say: 'network data in the VM itself, user data by reference',
    given: { inline: true, userDataSecret: 'mine' },
    made: { networkdata },
    volume: { userDataSecret: 'mine', networkData: networkdata },
  },
])('the VM finds them $say', ({ given, made, volume }) => {
  expect(cloudInitVolume({ ...cloudInit, ...given }, 'web-cloud-init', made)).toEqual(volume);
});
