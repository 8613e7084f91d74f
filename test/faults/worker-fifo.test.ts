import { describeFaults } from './describe-faults';

describeFaults('worker', 'fifo');
