import { Product } from '../types/product.js';
import { connectionTypes } from './connection-type.js';

export const { connection: ProductConnection } = connectionTypes('Product', () => Product);
