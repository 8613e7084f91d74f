import { App } from 'aws-cdk-lib';
import { CatalogueStack } from '../stacks/catalogue-stack';

/** Under a name of its own for each run: what is destroyed afterwards is never somebody's stack. */
new CatalogueStack(new App(), 'Catalogue', { stackName: process.env['SPILLWAY_SMOKE_STACK'] });
