import { describeFaults } from './describe-faults';

describeFaults('lambda', 'fifo');
