export { refuseUnsupported } from '../core/unsupported.ts';
