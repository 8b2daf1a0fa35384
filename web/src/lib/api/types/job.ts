/** A work order of field service, as far as the apps look at it. What they don't know stays in it. */
export interface Job {
	OrderNum: string;
	OrderStatus?: string;
	OrderType?: string;
	OrderDate?: string;
	Priority?: string;
	Title?: string;
	Description?: string;
	Remarks?: string;
	ReasonCode?: string;
	RejectReasonCode?: string;
	UserName?: string;
	PrimaryUserName?: string;
	PlannedStartDate?: string;
	PlannedEndDate?: string;
	DispatchStatus?: number;
	DispatchUTC?: string;
	IsDelivered?: boolean;
	IsRead?: boolean;
	HardStop?: boolean | string;
	Paused?: boolean;
	ApptWnd?: { Desc?: string; Earliest?: string; Latest?: string };
	TimeConstraints?: TimeConstraint[];
	ActualTravelStartDate?: string;
	ActualTravelEndDate?: string;
	ActualStartDate?: string;
	ActualEndDate?: string;
	Account?: Section & { AccountNum?: string; Name?: string; Notes?: string; Contacts?: Contact[]; Addresses?: Address[] };
	Location?: Section & { LocationNum?: string; Name?: string; Notes?: string; SigReq?: boolean; Address?: Address; Contacts?: Contact[] };
	Assets?: Asset[];
	Tasks?: Task[];
	Items?: Item[];
	Notes?: JobNote[];
	TechNotes?: JobNote[];
	Photos?: Photo[];
	Signatures?: Signature[];
	Rules?: { IsTravelRequired?: boolean; IsSigReq?: boolean; CanTakePhotos?: boolean; [rule: string]: unknown };
	FlexForms?: (string | number)[];
	FlexAttrs?: Record<string, Record<string, unknown[]>>;
	FlexFormsDisplayValues?: FlexForm[];
	Extensions?: Record<string, unknown>;
	Totals?: Record<string, unknown>;
	[member: string]: unknown;
}

interface Section {
	[member: string]: unknown;
}

export interface TimeConstraint {
	ID?: string;
	Desc?: string;
	Type?: string;
	Period?: { Start?: string; End?: string };
}

export interface Address {
	AddrLine1?: string;
	City?: string;
	Region?: string;
	Zip?: string;
	Lat?: string | number;
	Lon?: string | number;
}

export interface Contact {
	FirstName?: string;
	LastName?: string;
	Email?: string;
	Phones?: { PhoneNum?: string }[];
}

export interface Photo {
	ID?: string;
	/** Where the photo is; other systems may have put an address of their own. */
	URL?: string;
	Note?: string;
	Date?: string;
}

export interface Signature {
	Name?: string;
	ImageFmt?: string;
	/** The picture, in base64. */
	Image?: string;
	[member: string]: unknown;
}

/** What forms something has, and what was entered into them. */
interface Formed {
	FlexForms?: (string | number)[];
	FlexAttrs?: Record<string, Record<string, unknown[]>>;
	FlexFormsDisplayValues?: FlexForm[];
}

/** A form with its fields, as it is shown. */
export interface FlexForm {
	FlexFormID?: string | number;
	Title?: string;
	FlexGroups?: { Title?: string; FlexAttrs?: FlexField[] }[];
}

/** A field of a form; from `Type` on it says how it is filled in. */
export interface FlexField {
	FlexAttrID?: string | number;
	Label?: string;
	Value?: string;
	Type?: string;
	IsReq?: boolean;
	Choices?: { code: string | number; desc?: string }[];
	Help?: string;
}

export interface Task extends Formed {
	TaskID: string;
	Title?: string;
	Desc?: string;
	Status?: string;
	ActualStart?: string;
	ActualEnd?: string;
}

export interface Asset extends Formed {
	AssetNum?: string;
	Desc?: string;
	Mfg?: string;
	Model?: string;
	SerialNum?: string;
}

export interface Item {
	ID?: string;
	ProdNum?: string;
	Qty?: number;
	Price?: number;
	IsChargeable?: boolean;
	/** It came back. */
	IsRet?: boolean;
	SerialNum?: string;
	BatchNum?: string;
	ProdAttrs?: { Desc?: string; ProdType?: string; IsSerialized?: boolean; IsBatch?: boolean };
}

export interface JobNote {
	ID?: string;
	Author?: string;
	Date?: string;
	ReadOnly?: boolean;
	Text?: string;
}
