export { provideServers as setup } from '../servers/shared-servers';
