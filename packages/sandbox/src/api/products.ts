import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { deactivateLinksOf } from '../checkout/archived-offer.js';
import { ApiError, noSuch, noSuchParam } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';
import { checkMetadata, mergeMetadata } from './metadata.js';

/** The parts of a product that both its own endpoint and `product_data` can give. */
export interface ProductInput {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly images?: string[];
  readonly metadata?: unknown;
  readonly active?: boolean;
  readonly shippable?: boolean;
  readonly url?: string;
  readonly unit_label?: string;
  readonly tax_code?: string;
  readonly statement_descriptor?: string;
}

export function createProduct(account: Account, input: ProductInput): Stripe.Product {
  if (input.id !== undefined && account.products.has(input.id)) {
    throw new ApiError('product-id', 400, 'A product with this id already exists.', {
      code: 'resource_already_exists',
      param: 'id',
    });
  }
  const now = account.clock.now();
  const product: Stripe.Product = {
    id: input.id ?? newId('prod'),
    object: 'product',
    active: input.active ?? true,
    created: now,
    default_price: null,
    description: input.description ?? null,
    images: input.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, input.metadata),
    name: input.name,
    package_dimensions: null,
    shippable: input.shippable ?? null,
    statement_descriptor: input.statement_descriptor ?? null,
    tax_code: input.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: input.unit_label ?? null,
    updated: now,
    url: input.url ?? null,
  };
  account.products.set(product.id, product);
  account.reached(product, product.active ? 'active' : 'inactive');
  account.emit('product.created', product);
  return product;
}

/** @throws ApiError for images or a tax code that cannot be, or metadata beyond its limits */
export function checkProduct(params: { images?: unknown; metadata?: unknown; tax_code?: unknown }, prefix = ''): void {
  const name = (field: string): string => (prefix === '' ? field : `${prefix}[${field}]`);
  if (Array.isArray(params.images) && params.images.length > 8) {
    throw new ApiError('product-images', 400, 'A product has at most 8 images.', { param: name('images') });
  }
  for (const image of Array.isArray(params.images) ? params.images : []) {
    if (!URL.canParse(String(image)) || !/^https?:$/.test(new URL(String(image)).protocol)) {
      throw new ApiError('product-images', 400, 'Not a valid URL.', { code: 'url_invalid', param: name('images') });
    }
  }
  if (params.tax_code && !/^txcd_\d{8}$/.test(String(params.tax_code))) {
    throw new ApiError('tax-code', 400, 'Invalid tax code.', { param: name('tax_code') });
  }
  checkMetadata(params.metadata, name('metadata'));
}

const create: Operation<Stripe.ProductCreateParams> = {
  method: 'POST',
  path: '/v1/products',
  covered: [
    'id',
    'name',
    'description',
    'images',
    'metadata',
    'active',
    'shippable',
    'url',
    'unit_label',
    'tax_code',
    'statement_descriptor',
    'expand',
  ],
  check: checkProduct,
  run: ({ account, params }) => createProduct(account, params),
};

const retrieve: Operation<Stripe.ProductRetrieveParams> = {
  method: 'GET',
  path: '/v1/products/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => find(account, id),
};

const update: Operation<Stripe.ProductUpdateParams> = {
  method: 'POST',
  path: '/v1/products/:id',
  covered: [
    'active',
    'default_price',
    'description',
    'expand',
    'images',
    'metadata',
    'name',
    'shippable',
    'tax_code',
    'unit_label',
    'url',
  ],
  check: checkProduct,
  run: ({ account, ids: [id = ''], params }) => {
    const product = find(account, id);
    const { metadata, images, description, shippable } = params;
    const isArchived = product.active && params.active === false;
    product.active = params.active ?? product.active;
    product.name = params.name ?? product.name;
    if (params.default_price !== undefined) product.default_price = ownPrice(account, product, params.default_price);
    if (description !== undefined) product.description = description || null;
    if (images !== undefined) product.images = images || [];
    if (shippable !== undefined) product.shippable = shippable;
    // An empty text takes the value away.
    if (params.tax_code !== undefined) product.tax_code = params.tax_code || null;
    if (params.unit_label !== undefined) product.unit_label = params.unit_label || null;
    if (params.url !== undefined) product.url = params.url || null;
    product.metadata = mergeMetadata(product.metadata, metadata);
    product.updated = account.clock.now();
    account.reached(product, product.active ? 'active' : 'inactive');
    account.emit('product.updated', product);
    if (isArchived) deactivateLinksOf(account, (item) => item.price.product === product.id);
    return product;
  },
};

const list: Operation<Stripe.ProductListParams> = {
  method: 'GET',
  path: '/v1/products',
  covered: ['active', 'ids', 'created', 'shippable', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.products);
    const { active, ids, created, shippable } = params;
    const matching = all.filter(
      (product) =>
        (active === undefined || product.active === active) &&
        (ids === undefined || ids.includes(product.id)) &&
        (shippable === undefined || product.shippable === shippable) &&
        isCreatedIn(product.created, created),
    );
    return pageOf(matching, params, '/v1/products', 'product', all);
  },
};

function ownPrice(account: Account, product: Stripe.Product, price: string): string {
  if (account.prices.get(price)?.product === product.id) return price;
  throw noSuchParam('price', price, 'default_price');
}

function find(account: Account, id: string): Stripe.Product {
  const product = account.products.get(id);
  if (!product) throw noSuch('product', id);
  return product;
}

export const productOperations = {
  'products.create': create,
  'products.retrieve': retrieve,
  'products.update': update,
  'products.list': list,
};
